package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Reads a cell from a file of arrays that any framework wrote (see {@link org.espalier.nets.arrays.ArrayFile}): a PyTorch
 * {@code state_dict}, pruned by {@code torch.nn.utils.prune} or not, or a rate network's {@code W_rec}, {@code W_in},
 * {@code b_rec}. Gates lie one below the other in PyTorch's order, see {@link org.espalier.rnndynamics.cell.GateWeights}.
 * Biases may be missing, both together.
 */
public final class CellFile {
    private CellFile() {}

    /** The modules with recurrent weights, the empty name for weights without a module: what a {@link WeightChoice} can name. */
    public static Set<String> modules(Path file) {
        StoredWeights weights = StoredWeights.read(file, false);
        Set<String> modules = new TreeSet<>(TorchWeights.modules(weights));
        RateWeights.modules(weights).forEach(m -> modules.add(m.isEmpty() ? m : m.substring(0, m.length() - 1)));
        return modules;
    }

    /** A cell from a file that holds one. */
    public static Cell read(Path file, CellModel model) {
        return read(file, model, WeightChoice.ONLY);
    }

    /**
     * Reads a cell.
     *
     * @throws InvalidInputException           if names are missing, or ambiguous and not chosen, a mask lies beside a weight
     *                                         that is not split, or a shape does not fit
     * @throws org.espalier.base.InvalidInputException if the file cannot be read
     */
    public static Cell read(Path file, CellModel model, WeightChoice choice) {
        StoredWeights weights = StoredWeights.read(file, choice.transposed());
        boolean torch = TorchWeights.are(weights);
        boolean rate = RateWeights.are(weights);
        if (torch && rate) {
            throw new InvalidInputException(file + " has both weight_hh and W_rec, expected the weights of one network");
        }
        return model.cell(rate ? RateWeights.read(weights, model, choice) : TorchWeights.read(weights, model, choice));
    }
}
