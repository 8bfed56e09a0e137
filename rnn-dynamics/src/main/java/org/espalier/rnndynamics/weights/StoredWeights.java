package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;

/**
 * The arrays of a file as weights: those that {@code torch.nn.utils.prune} has split into {@code NAME_orig} and
 * {@code NAME_mask} are put together again, {@code orig x mask}.
 */
final class StoredWeights {
    private final Path file;
    private final Map<String, StoredArray> arrays;
    private final boolean transposed;

    private StoredWeights(Path file, Map<String, StoredArray> arrays, boolean transposed) {
        this.file = file;
        this.arrays = arrays;
        this.transposed = transposed;
    }

    /** @param transposed whether matrices lie in the file as {@code [columns, rows]} */
    static StoredWeights read(Path file, boolean transposed) {
        return new StoredWeights(file, ArrayFile.read(file), transposed);
    }

    Path file() {
        return file;
    }

    Set<String> names() {
        return arrays.keySet();
    }

    /** Whether there is a weight of this name, whole or split. */
    boolean has(String name) {
        return arrays.containsKey(name) || arrays.containsKey(name + "_orig");
    }

    /** Rows and columns as the cell has them. @throws InvalidInputException if it is not there, or no matrix */
    long[] matrixShape(String name) {
        StoredArray array = stored(name).orElseThrow(() -> new InvalidInputException(file + " has no " + name));
        long[] shape = array.shape();
        if (shape.length != 2) {
            throw new InvalidInputException(array.origin() + " has shape " + Arrays.toString(shape) + ", expected a matrix");
        }
        return transposed ? new long[] {shape[1], shape[0]} : shape;
    }

    /** The values row by row; rows and columns are the cell's. @throws InvalidInputException unless it has this shape */
    double[] matrix(String name, long rows, long columns) {
        double[] stored = values(name, transposed ? new long[] {columns, rows} : new long[] {rows, columns});
        if (!transposed) {
            return stored;
        }
        double[] turned = new double[stored.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[(int) (i * columns + j)] = stored[(int) (j * rows + i)];
            }
        }
        return turned;
    }

    /** The values as they lie. @throws InvalidInputException unless the array has this shape and finite numbers */
    double[] values(String name, long... shape) {
        StoredArray array = stored(name).orElseThrow(() -> new InvalidInputException(file + " has no " + name));
        expect(array, shape);
        double[] values = array.doubles();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(array.origin() + " holds " + values[i] + " at position " + i
                    + ", expected finite numbers");
            }
        }
        StoredArray mask = arrays.get(name + "_mask");
        if (mask != null) {
            expect(mask, shape);
            boolean[] kept = mask.booleans();
            for (int i = 0; i < values.length; i++) {
                values[i] = kept[i] ? values[i] : 0;
            }
        }
        return values;
    }

    private static void expect(StoredArray array, long[] shape) {
        if (!Arrays.equals(array.shape(), shape)) {
            throw new InvalidInputException(array.origin() + " has shape " + Arrays.toString(array.shape()) + ", expected "
                + Arrays.toString(shape));
        }
    }

    /** The array that holds the numbers, before any mask. */
    private Optional<StoredArray> stored(String name) {
        StoredArray whole = arrays.get(name);
        StoredArray split = arrays.get(name + "_orig");
        boolean masked = arrays.containsKey(name + "_mask");
        if (whole != null && split != null) {
            throw new InvalidInputException(file + " has both " + name + " and " + name + "_orig, expected one of them");
        }
        if (whole != null && masked) {
            throw new InvalidInputException(file + " has " + name + "_mask beside " + name + ", not " + name
                + "_orig: whether the mask is applied already cannot be told; leave the mask out if it is");
        }
        if (split != null && !masked) {
            throw new InvalidInputException(file + " has " + name + "_orig without " + name
                + "_mask: it is pruned or normalised in a way that is not understood; save the plain weights (prune.remove, "
                + "remove_spectral_norm)");
        }
        if (whole == null && split == null && masked) {
            throw new InvalidInputException(file + " has " + name + "_mask, but neither " + name + "_orig nor " + name);
        }
        return Optional.ofNullable(split == null ? whole : split);
    }
}
