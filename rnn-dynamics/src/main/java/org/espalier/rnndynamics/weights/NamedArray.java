package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.nets.NetsException;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.study.InvalidInputException;

/**
 * An array from a file, in float64.
 *
 * @param origin file and name, for messages
 * @param shape  lengths of the axes
 * @param values row by row
 */
record NamedArray(String origin, long[] shape, double[] values) {

    /**
     * All arrays of a {@code .npz} or {@code .safetensors} file.
     *
     * @throws InvalidInputException if the file is of another kind
     * @throws NetsException         if it cannot be read
     */
    static Map<String, NamedArray> all(Path file) {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        if (ends(file, ".npz")) {
            Npz.read(file).forEach((name, array) -> arrays.put(name, of(file + ": " + name, array)));
        } else if (ends(file, ".safetensors")) {
            Safetensors.read(file).tensors().forEach((name, tensor) -> {
                switch (tensor.dtype()) {
                    case F64, F32, F16, BF16 -> arrays.put(name, new NamedArray(file + ": " + name, tensor.shape(),
                        tensor.doubles()));
                    // Counters and masks may lie beside the weights; they are not looked at.
                    default -> { }
                }
            });
        } else {
            throw new InvalidInputException(file + " is neither .npz nor .safetensors");
        }
        return arrays;
    }

    /**
     * The rows of a {@code .npy} file, or of the only array of a {@code .npz} or {@code .safetensors} file; axes before the
     * last are taken together.
     */
    static NamedArray single(Path file) {
        if (ends(file, ".npy")) {
            return of(file.toString(), Npy.read(file));
        }
        Map<String, NamedArray> arrays = all(file);
        if (arrays.size() != 1) {
            throw new InvalidInputException(file + " holds " + arrays.size() + " arrays " + arrays.keySet()
                + ", expected one (or a .npy file)");
        }
        return arrays.values().iterator().next();
    }

    private static NamedArray of(String origin, NpyArray array) {
        return new NamedArray(origin, array.shape(), array.doubles());
    }

    private static boolean ends(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    /** Length of the last axis. */
    int columns() {
        if (shape.length == 0) {
            throw new InvalidInputException(origin + " is a single number, expected rows of numbers");
        }
        return (int) shape[shape.length - 1];
    }

    /** Product of the other axes' lengths. */
    int rows() {
        return columns() == 0 ? 0 : values.length / columns();
    }

    /** @throws InvalidInputException unless the shape is this one */
    double[] expect(long... expected) {
        if (!Arrays.equals(shape, expected)) {
            throw new InvalidInputException(origin + " has shape " + Arrays.toString(shape) + ", expected "
                + Arrays.toString(expected));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(origin + " holds " + values[i] + " at position " + i
                    + ", expected finite numbers");
            }
        }
        return values;
    }
}
