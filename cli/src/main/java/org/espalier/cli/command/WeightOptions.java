package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.weights.CellFile;
import org.espalier.rnndynamics.weights.CellModel;
import org.espalier.rnndynamics.weights.LeakyRate;
import org.espalier.rnndynamics.weights.WeightChoice;
import picocli.CommandLine.Option;

/** The options that say which weights of a file are meant, and what they do not say of a cell. */
final class WeightOptions {
    @Option(names = "--layer", paramLabel = "L", description = "Which layer, from 0, as in weight_hh_l1. Its inputs are the "
        + "states of the layer before it.")
    private Integer layer;

    @Option(names = "--direction", paramLabel = "D", description = "Which direction of a bidirectional layer: forward or "
        + "reverse.")
    private String direction;

    @Option(names = "--key", paramLabel = "NAME", description = "What is meant where a file holds several: the module of "
        + "the weights (what stands before .weight_hh_l0), or the array of the states. May be given twice.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--alpha", paramLabel = "A", description = "leaky-rate: the step dt/tau, above 0 and at most 1.")
    private Double alpha;

    @Option(names = "--nonlinearity", paramLabel = "F", description = "leaky-rate: f, one of tanh, relu, softplus, sigmoid.")
    private String nonlinearity;

    @Option(names = "--form", paramLabel = "FORM", description = "leaky-rate: what a state is. rate: h' = f((1-A) h + A (W_rec h + "
        + "W_in x + b_rec)); current: h' = (1-A) h + A (W_rec f(h) + W_in x + b_rec).")
    private String form;

    @Option(names = "--transposed", description = "The matrices act on rows (h W): W[i, j] leads from unit i to unit j. "
        + "Without it they act on columns (W h), as in PyTorch.")
    private boolean transposed;

    /**
     * Reads a cell.
     *
     * @param cell what the network is made of
     * @throws InvalidInputException if a word is not known, or something is missing or does not go together
     */
    Cell read(Path weights, String cell) {
        return CellFile.read(weights, model(cell), choice(CellFile.modules(weights)));
    }

    /** The names of the cells that can be read. */
    static List<String> cells() {
        List<String> all = new ArrayList<>(Cells.labels());
        all.add(LeakyRate.LABEL);
        return List.copyOf(all);
    }

    /** Refuses options of a cell that is not among these. */
    void checkUsed(List<String> cells) {
        if ((alpha != null || nonlinearity != null || form != null) && !cells.contains(LeakyRate.LABEL)) {
            throw new InvalidInputException("--alpha, --nonlinearity and --form are for --cell " + LeakyRate.LABEL + ", not for "
                + String.join(", ", cells));
        }
    }

    int layer() {
        return layer == null ? 0 : layer;
    }

    private CellModel model(String cell) {
        if (!cell.equals(LeakyRate.LABEL)) {
            if (!Cells.labels().contains(cell)) {
                throw new InvalidInputException(Nearest.unknown("cell", cell, cells()));
            }
            return Cells.named(cell);
        }
        if (alpha == null || nonlinearity == null || form == null) {
            throw new InvalidInputException("--cell " + LeakyRate.LABEL + " needs --alpha, --nonlinearity and --form");
        }
        List<String> forms = List.of("rate", "current");
        if (!forms.contains(form)) {
            throw new InvalidInputException(Nearest.unknown("form", form, forms));
        }
        return new LeakyRate(new Leak(form.equals("rate") ? LeakyRateCell.Form.RATE : LeakyRateCell.Form.CURRENT, alpha),
            Activation.of(nonlinearity));
    }

    private WeightChoice choice(Set<String> modules) {
        List<String> named = keys.stream().filter(modules::contains).toList();
        if (named.size() > 1) {
            throw new InvalidInputException("--key names several modules " + named + ", expected one");
        }
        return new WeightChoice(named.stream().findFirst(),
            layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
            Optional.ofNullable(direction).map(WeightChoice.Direction::of), transposed);
    }

    /**
     * The key that names the states.
     *
     * @throws InvalidInputException if one names nothing in either file
     */
    Optional<String> statesKey(Path weights, Path states, Set<String> arrays) {
        Set<String> modules = CellFile.modules(weights);
        for (String key : keys) {
            if (!modules.contains(key) && !arrays.contains(key)) {
                throw new InvalidInputException("--key " + key + " is neither a module of " + weights + " (it has " + modules
                    + ") nor an array of " + states + " (it has " + arrays.stream().limit(20).toList() + ")");
            }
        }
        List<String> named = keys.stream().filter(arrays::contains).toList();
        if (named.size() > 1) {
            throw new InvalidInputException("--key names several arrays of " + states + " " + named + ", expected one");
        }
        return named.stream().findFirst();
    }
}
