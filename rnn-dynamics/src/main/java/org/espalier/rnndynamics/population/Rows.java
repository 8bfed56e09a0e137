package org.espalier.rnndynamics.population;

import java.nio.FloatBuffer;

/**
 * A matrix in the engine's memory, of which blocks of columns are copied to and from plain arrays: {@code [batch, width]}
 * of a matrix whose rows have {@code stride} numbers.
 */
record Rows(FloatBuffer memory, int stride, int batch, int width) {

    void get(int row, int column, float[] to, int at) {
        int from = row * stride + column;
        for (int b = 0; b < batch; b++) {
            memory.get(from + b * stride, to, at + b * width, width);
        }
    }

    void put(int row, int column, float[] from, int at) {
        int to = row * stride + column;
        for (int b = 0; b < batch; b++) {
            memory.put(to + b * stride, from, at + b * width, width);
        }
    }
}
