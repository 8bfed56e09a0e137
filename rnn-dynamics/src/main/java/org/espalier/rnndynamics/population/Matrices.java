package org.espalier.rnndynamics.population;

/**
 * The parameters of a network as one matrix A, {@code [R, K]}, that a step multiplies the extended state
 * {@code [h; x; 1]} with: R = G N + O rows (gates, then readout), K = N + I + 1 columns. So inputs, biases and the readout of
 * the state before need no passes over memory of their own, and one product gives the gradient of them all.
 *
 * <p>A GRU's candidate keeps its part from the input apart ({@link org.espalier.rnndynamics.family.TrainableCell#inputApart}),
 * since the reset gate comes between: in A its input columns are 0
 * and its bias is the inner one, and B, {@code [I + 1, N]}, holds input weights and bias, transposed.
 */
final class Matrices {
    final NetworkShape shape;
    final int rows;
    final int columns;

    Matrices(NetworkShape shape) {
        this.shape = shape;
        this.rows = shape.gates() * shape.units() + shape.outputs();
        this.columns = shape.units() + shape.inputs() + 1;
    }

    /** Whether there is a matrix B. */
    boolean inputApart() {
        return shape.cell().inputApart();
    }

    /** First row of the gate whose input is apart, or beyond all gates. */
    private int apartFrom() {
        return (shape.gates() - (inputApart() ? 1 : 0)) * shape.units();
    }

    /** @param a receives A @param transposed receives A transposed, {@code [K, R]} @param b receives B, or null */
    void fill(float[] values, float[] a, float[] transposed, float[] b) {
        int n = shape.units();
        int inputs = shape.inputs();
        int gateRows = shape.gates() * n;
        for (int r = 0; r < gateRows; r++) {
            System.arraycopy(values, shape.recurrentAt() + r * n, a, r * columns, n);
            if (r < apartFrom()) {
                System.arraycopy(values, shape.inputAt() + r * inputs, a, r * columns + n, inputs);
                a[r * columns + n + inputs] = values[shape.biasAt() + r];
            } else {
                a[r * columns + n + inputs] = values[shape.innerBiasAt() + r - apartFrom()];
                for (int k = 0; k < inputs; k++) {
                    b[k * n + r - apartFrom()] = values[shape.inputAt() + r * inputs + k];
                }
                b[inputs * n + r - apartFrom()] = values[shape.biasAt() + r];
            }
        }
        for (int o = 0; o < shape.outputs(); o++) {
            System.arraycopy(values, shape.readoutAt() + o * n, a, (gateRows + o) * columns, n);
            a[(gateRows + o) * columns + n + inputs] = values[shape.readoutBiasAt() + o];
        }
        transpose(a, rows, columns, transposed);
    }

    /** @param byA dL/dA transposed, {@code [K, R]} @param byB dL/dB, or null @param gradient receives dL/d(parameters) */
    void gradient(float[] byA, float[] byB, float[] scratch, float[] gradient) {
        int n = shape.units();
        int inputs = shape.inputs();
        int gateRows = shape.gates() * n;
        transpose(byA, columns, rows, scratch);
        for (int r = 0; r < gateRows; r++) {
            System.arraycopy(scratch, r * columns, gradient, shape.recurrentAt() + r * n, n);
            if (r < apartFrom()) {
                System.arraycopy(scratch, r * columns + n, gradient, shape.inputAt() + r * inputs, inputs);
                gradient[shape.biasAt() + r] = scratch[r * columns + n + inputs];
            } else {
                gradient[shape.innerBiasAt() + r - apartFrom()] = scratch[r * columns + n + inputs];
                for (int k = 0; k < inputs; k++) {
                    gradient[shape.inputAt() + r * inputs + k] = byB[k * n + r - apartFrom()];
                }
                gradient[shape.biasAt() + r] = byB[inputs * n + r - apartFrom()];
            }
        }
        for (int o = 0; o < shape.outputs(); o++) {
            System.arraycopy(scratch, (gateRows + o) * columns, gradient, shape.readoutAt() + o * n, n);
            gradient[shape.readoutBiasAt() + o] = scratch[(gateRows + o) * columns + n + inputs];
        }
    }

    /** In blocks, so that neither side leaves the first cache. */
    private static void transpose(float[] from, int rows, int columns, float[] to) {
        int block = 16;
        for (int i0 = 0; i0 < rows; i0 += block) {
            for (int j0 = 0; j0 < columns; j0 += block) {
                int i1 = Math.min(rows, i0 + block);
                int j1 = Math.min(columns, j0 + block);
                for (int i = i0; i < i1; i++) {
                    for (int j = j0; j < j1; j++) {
                        to[j * rows + i] = from[i * columns + j];
                    }
                }
            }
        }
    }
}
