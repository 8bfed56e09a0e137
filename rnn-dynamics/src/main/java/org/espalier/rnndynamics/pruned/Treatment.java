package org.espalier.rnndynamics.pruned;

import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/** What is done to the recurrent weights of a network. The names are those of the suite's methods where there is one. */
enum Treatment {
    /** Nothing: all weights are trained. */
    DENSE("dense", Family.NONE),
    /** The dense network's largest weights are kept at once and trained on (Han et al. 2015). */
    ONE_SHOT("one-shot-pruning", Family.TRAINED),
    /** The same in rounds, from density to density. */
    MAGNITUDE("magnitude-pruning", Family.TRAINED),
    /** A random choice of the dense network's weights is kept and trained on: the control of magnitude. */
    RANDOM("random-pruning", Family.TRAINED),
    /** In rounds; what is kept is put back to where it began and trained anew (Frankle and Carbin 2019). */
    TICKET("lottery-ticket", Family.INITIAL),
    /** A random choice of the initial weights is trained: the control of the ticket. */
    RANDOM_TICKET("random-mask-ticket", Family.INITIAL),
    /** Initial weights are selected by trained scores and never change (Ramanujan et al. 2020). */
    POPUP("edge-popup", Family.FIXED),
    /** A random choice of initial weights that never change: the control of edge-popup. */
    RESERVOIR("reservoir", Family.FIXED);

    /** Which recurrent weights the network that is looked into computes with. */
    enum Family {
        NONE("dense"),
        TRAINED("trained, pruned, trained on"),
        INITIAL("initial, pruned, trained"),
        FIXED("initial, selected, never trained");

        private final String label;

        Family(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final String label;
    private final Family family;

    Treatment(String label, Family family) {
        this.label = label;
        this.family = family;
    }

    String label() {
        return label;
    }

    Family family() {
        return family;
    }

    /** Whether it prunes what the same treatment left at the density before. */
    boolean inRounds() {
        return this == MAGNITUDE || this == TICKET;
    }

    /** Whether it needs trained weights, be it only to rank them. */
    boolean startsFromTrained() {
        return family == Family.TRAINED || this == TICKET;
    }

    /** Whether the recurrent weights themselves stay as they were drawn. */
    boolean isFixed() {
        return family == Family.FIXED;
    }

    /** All that leave less than everything. */
    static List<Treatment> pruning() {
        return Arrays.stream(values()).filter(t -> t != DENSE).toList();
    }

    static List<String> labels() {
        return pruning().stream().map(Treatment::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    static Treatment of(String label) {
        return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException(Nearest.unknown("method", label, labels())));
    }
}
