package org.espalier.rnndynamics.family;

import java.nio.FloatBuffer;

/**
 * A matrix in the engine's memory, of which blocks of columns are copied to and from plain arrays: {@code [batch, width]}
 * of a matrix whose rows have {@code stride} numbers.
 */
public record Rows(FloatBuffer memory, int stride, int batch, int width) {

    /** Copies a block, its first row and column given, into {@code to} from {@code at} on. */
    public void get(int row, int column, float[] to, int at) {
        int from = row * stride + column;
        for (int b = 0; b < batch; b++) {
            memory.get(from + b * stride, to, at + b * width, width);
        }
    }

    /** Copies {@code from}, from {@code at} on, into a block, its first row and column given. */
    public void put(int row, int column, float[] from, int at) {
        int to = row * stride + column;
        for (int b = 0; b < batch; b++) {
            memory.put(to + b * stride, from, at + b * width, width);
        }
    }
}
