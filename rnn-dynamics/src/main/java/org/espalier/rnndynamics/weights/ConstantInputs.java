package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Inputs that are held while points are searched for.
 *
 * @param origin file and array, for messages
 * @param count  rows, at least 1
 * @param values {@code [count, inputs of the cell]}, never modified
 */
public record ConstantInputs(String origin, int count, double[] values) {

    /** One input of zeros. */
    public static ConstantInputs zeros(Cell cell) {
        return new ConstantInputs("the input of zeros", 1, new double[cell.inputs()]);
    }

    /**
     * Reads {@code [inputs]} or {@code [count, inputs]}.
     *
     * @throws InvalidInputException           if rows do not fit the cell, there are none, or a number is not finite
     * @throws org.espalier.base.InvalidInputException if the file cannot be read
     */
    public static ConstantInputs read(Cell cell, Path file) {
        NamedArray array = rows(cell, file);
        return new ConstantInputs(array.origin(), array.rows(), array.values());
    }

    private static NamedArray rows(Cell cell, Path file) {
        NamedArray array = NamedArray.of(ArrayFile.single(file));
        if (array.columns() != cell.inputs() || array.rows() < 1) {
            throw new InvalidInputException(array.origin() + " has " + array.rows() + " inputs of " + array.columns()
                + " numbers, expected at least one of " + cell.inputs()
                + " (a layer after the first takes the states of the one before it)");
        }
        array.finite();
        return array;
    }

    /** Inputs that a network has seen, such as {@code [trials, time, inputs]}. @return {@code [rows, inputs]} */
    public static double[] seen(Cell cell, Path file) {
        return rows(cell, file).values();
    }

    /** A row; a new array. */
    public double[] row(int i) {
        int width = values.length / count;
        return Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }

    /**
     * Which numbers lie outside the range of those seen in their place.
     *
     * @param seen {@code [rows, inputs]}
     * @return a sentence for each place of the input at which some do
     */
    public List<String> beyond(double[] seen) {
        int width = values.length / count;
        List<String> sentences = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int at = j; at < seen.length; at += width) {
                low = Math.min(low, seen[at]);
                high = Math.max(high, seen[at]);
            }
            // As much as float32 makes of a number.
            double slack = 1e-6 * Math.max(Math.abs(low), Math.abs(high));
            for (int i = 0; i < count; i++) {
                double x = values[i * width + j];
                if (x < low - slack || x > high + slack) {
                    sentences.add(origin + " has " + x + " in row " + i + ", column " + j + "; those seen lie between " + low
                        + " and " + high + " there: its points may be none that the network knows");
                    break;
                }
            }
        }
        return sentences;
    }
}
