package org.espalier.rnndynamics.rank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.analysis.richlazy.WeightStructure;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/**
 * What the initial recurrent weights are made of. Group means and motifs are as strong as makes their largest eigenvalue about
 * twice the radius of the random weights (300 units at the same norm): enough to take directions away, and not so much that
 * activity grows without bound within a trial. Chosen before any run.
 */
enum Structure {
    /** Independent normal weights, the paper's; the only one whose rank the grid varies. */
    GAUSSIAN(new WeightStructure.Gaussian()),
    /** Ten groups of units whose means hold a tenth of the variance. */
    BLOCK(new WeightStructure.Blocks(10, 0.1)),
    /** Chains of two connections beyond chance. */
    CHAIN(new WeightStructure.Motifs(0.01, 1)),
    /** The convergent and divergent motifs that come with them, without the chains: a control. */
    NO_CHAIN(new WeightStructure.Motifs(0.01, 0)),
    /** Four fifths excitatory, a fifth inhibitory (Dale's law), in balance. */
    CELL_TYPE(new WeightStructure.CellTypes(0.8, 1)),
    /** The same with inhibitory weights no stronger than excitatory ones: not balanced. */
    CELL_TYPE_UNBALANCED(new WeightStructure.CellTypes(0.8, 0.25)),
    /** Along the covariance of activity and task, at low rank. */
    ALIGNED(null);

    private final WeightStructure made;

    Structure(WeightStructure made) {
        this.made = made;
    }

    /** How the weights are drawn; empty where they come from the task. */
    Optional<WeightStructure> made() {
        return Optional.ofNullable(made);
    }

    /** How the cell types are made; empty for a structure without them. */
    Optional<WeightStructure.CellTypes> cellTypes() {
        return made instanceof WeightStructure.CellTypes types ? Optional.of(types) : Optional.empty();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Structure::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    static Structure of(String label) {
        return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException(Nearest.unknown("structure", label, labels())));
    }
}
