package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.nets.arrays.WeightLayout;
import org.espalier.nets.mask.MaskLayer;

/** The weights of a masked network from a file of any framework. */
final class MaskWeights {
    /** What {@code torch.nn.utils.prune} adds to the name of the weights before pruning. */
    private static final String BEFORE_PRUNING = "_orig";

    private MaskWeights() {}

    /**
     * The weights of each layer of the mask: the array of its name, or the one whose name ends in it behind a prefix
     * ({@code model.fc1.weight}), or either with {@code _orig}.
     *
     * <p>The file may name the layers as the mask's own did, with the prefix that was left out of the mask's names, or without.
     *
     * @param layout of the weights in the file; those of the mask are PyTorch's
     * @return by the names of the mask's layers
     * @throws InvalidInputException             if a layer has no weights or several, or they are of another shape
     * @throws org.espalier.base.InvalidInputException   if the file cannot be read
     */
    static Map<String, float[]> read(Path file, WeightLayout layout, FileMask mask) {
        Map<String, StoredArray> arrays = ArrayFile.read(file);
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (MaskLayer layer : mask.mask().layers()) {
            StoredArray array = layout.toTorch(find(file, arrays, mask.prefix(), layer.name()));
            if (!Arrays.equals(array.shape(), layer.shape())) {
                throw new InvalidInputException(array.origin() + " has the shape " + Arrays.toString(array.shape())
                    + ", the mask of the layer has " + Arrays.toString(layer.shape()));
            }
            weights.put(layer.name(), array.floats());
        }
        return weights;
    }

    private static StoredArray find(Path file, Map<String, StoredArray> arrays, String prefix, String layer) {
        for (String name : List.of(prefix + layer, prefix + layer + BEFORE_PRUNING, layer, layer + BEFORE_PRUNING)) {
            if (arrays.containsKey(name)) {
                return arrays.get(name);
            }
        }
        List<String> behind = behind(arrays, prefix + layer);
        if (behind.size() != 1) {
            behind = behind(arrays, layer);
        }
        if (behind.size() != 1) {
            throw new InvalidInputException(file + " has " + (behind.isEmpty() ? "no weights" : "several arrays " + behind)
                + " for the layer " + layer + " of the mask; it holds " + arrays.keySet());
        }
        return arrays.get(behind.get(0));
    }

    private static List<String> behind(Map<String, StoredArray> arrays, String layer) {
        return arrays.keySet().stream().filter(name -> name.endsWith("." + layer) || name.endsWith("." + layer + BEFORE_PRUNING))
            .toList();
    }
}
