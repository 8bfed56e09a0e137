package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.ElementType;
import org.espalier.nets.arrays.StoredArray;

/**
 * An array from a file, in float64.
 *
 * @param origin file and name, for messages
 * @param shape  lengths of the axes
 * @param values row by row
 */
record NamedArray(String origin, long[] shape, double[] values) {

    /**
     * All arrays of real numbers of a file that {@link ArrayFile} reads; whole numbers and truth values, such as counters,
     * are left out.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static Map<String, NamedArray> all(Path file) {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        ArrayFile.read(file).forEach((name, array) -> {
            if (array.type().kind() == ElementType.Kind.REAL) {
                arrays.put(name, of(array));
            }
        });
        return arrays;
    }

    /** The rows of the only array of a file; axes before the last are taken together. */
    static NamedArray single(Path file) {
        return of(ArrayFile.single(file));
    }

    static NamedArray of(StoredArray array) {
        return new NamedArray(array.origin(), array.shape(), array.doubles());
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

    /** The values. @throws InvalidInputException if one is not finite */
    double[] finite() {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(origin + " holds " + values[i] + " in row " + i / columns() + ", column "
                    + i % columns() + ", expected finite numbers");
            }
        }
        return values;
    }
}
