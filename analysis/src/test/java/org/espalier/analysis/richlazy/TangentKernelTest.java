package org.espalier.analysis.richlazy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TangentKernelTest {
    private static final int UNITS = 5;
    private static final int OUTPUTS = 3;
    private static final int TRIALS = 4;
    private static final int STEPS = 6;

    private static double[] normal(int n, double scale, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = scale * random.nextGaussian();
        }
        return values;
    }

    private static double phi(RecurrentTangents.Activation activation, double z) {
        return activation == RecurrentTangents.Activation.RELU ? Math.max(0, z) : Math.tanh(z);
    }

    /** A small network and, by differentiating forwards with each weight, what its outputs change by. */
    private record Example(RecurrentTangents network, double[] states, double[][] jacobian) {

        static Example of(RecurrentTangents.Activation activation, double leak, double[] weights, int... at) {
            double[] readout = normal(OUTPUTS * UNITS, 1, 2);
            double[] drive = normal(TRIALS * STEPS * UNITS, 1, 3);
            double[] states = new double[TRIALS * STEPS * UNITS];
            double[][] jacobian = new double[TRIALS * at.length * OUTPUTS][UNITS * UNITS];
            for (int trial = 0; trial < TRIALS; trial++) {
                double[] h = new double[UNITS];
                double[][] dh = new double[UNITS][UNITS * UNITS];
                for (int t = 1; t <= STEPS; t++) {
                    double[] next = new double[UNITS];
                    double[][] dNext = new double[UNITS][UNITS * UNITS];
                    for (int n = 0; n < UNITS; n++) {
                        double z = (1 - leak) * h[n] + leak * drive[(trial * STEPS + t - 1) * UNITS + n];
                        double[] dz = new double[UNITS * UNITS];
                        for (int w = 0; w < dz.length; w++) {
                            dz[w] = (1 - leak) * dh[n][w];
                        }
                        for (int m = 0; m < UNITS; m++) {
                            z += leak * weights[n * UNITS + m] * h[m];
                            dz[n * UNITS + m] += leak * h[m];
                            for (int w = 0; w < dz.length; w++) {
                                dz[w] += leak * weights[n * UNITS + m] * dh[m][w];
                            }
                        }
                        next[n] = phi(activation, z);
                        double slope = activation == RecurrentTangents.Activation.RELU ? (z > 0 ? 1 : 0)
                            : 1 / Math.pow(Math.cosh(z), 2);
                        for (int w = 0; w < dz.length; w++) {
                            dNext[n][w] = slope * dz[w];
                        }
                    }
                    h = next;
                    dh = dNext;
                    System.arraycopy(h, 0, states, (trial * STEPS + t - 1) * UNITS, UNITS);
                    for (int i = 0; i < at.length; i++) {
                        for (int k = 0; at[i] == t && k < OUTPUTS; k++) {
                            for (int n = 0; n < UNITS; n++) {
                                for (int w = 0; w < UNITS * UNITS; w++) {
                                    jacobian[(trial * at.length + i) * OUTPUTS + k][w] += readout[k * UNITS + n] * dh[n][w];
                                }
                            }
                        }
                    }
                }
            }
            return new Example(new RecurrentTangents(UNITS, weights, readout, OUTPUTS, activation, leak), states, jacobian);
        }

        double[] explicitKernel() {
            int rows = jacobian.length;
            double[] kernel = new double[rows * rows];
            for (int a = 0; a < rows; a++) {
                for (int b = 0; b < rows; b++) {
                    kernel[a * rows + b] = Matrices.dot(jacobian[a], jacobian[b]);
                }
            }
            return kernel;
        }
    }

    @ParameterizedTest
    @CsvSource({"RELU,1", "TANH,1", "RELU,0.3", "TANH,0.3"})
    void theKernelAndItsAlignmentAreThoseOfTheExplicitJacobian(RecurrentTangents.Activation activation, double leak) {
        for (int[] at : new int[][] {{1, 2, 3, 4, 5, 6}, {6}, {2, 5}}) {
            Example start = Example.of(activation, leak, normal(UNITS * UNITS, 0.6, 1), at);
            Example end = Example.of(activation, leak, normal(UNITS * UNITS, 0.6, 11), at);
            double[] kernel = start.network().kernel(start.states(), TRIALS, STEPS, at);
            double[] trained = end.network().kernel(end.states(), TRIALS, STEPS, at);
            assertArrayEquals(start.explicitKernel(), kernel, 1e-10);
            assertEquals(KernelAlignment.of(start.explicitKernel(), end.explicitKernel()), KernelAlignment.of(kernel, trained),
                1e-10);
        }
    }

    @Test
    void anyUsesGiveTheProductsOfTheirDerivatives() {
        // Few uses and many, more than a block in one row, none in some; activities shared.
        Random random = new Random(4);
        int rows = 25;
        int[] counts = new int[rows];
        int total = 0;
        for (int r = 0; r < rows; r++) {
            counts[r] = r == 7 ? 500 : r % 5 == 3 ? 0 : random.nextInt(60);
            total += counts[r];
        }
        int[] row = new int[total];
        int[] input = new int[total];
        for (int r = 0, u = 0; r < rows; r++) {
            for (int c = 0; c < counts[r]; c++) {
                row[u] = r;
                input[u++] = random.nextInt(70);
            }
        }
        double[] signals = normal(total * 4, 1, 5);
        double[] activity = normal(70 * 3, 1, 6);
        double[][] derivatives = new double[rows][12];
        for (int u = 0; u < total; u++) {
            for (int o = 0; o < 4; o++) {
                for (int i = 0; i < 3; i++) {
                    derivatives[row[u]][o * 3 + i] += signals[u * 4 + o] * activity[input[u] * 3 + i];
                }
            }
        }
        double[] kernel = TangentKernel.of(new WeightUses(rows, 4, 3, row, signals, input, activity));
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < rows; b++) {
                assertEquals(Matrices.dot(derivatives[a], derivatives[b]), kernel[a * rows + b], 1e-9);
                assertEquals(kernel[a * rows + b], kernel[b * rows + a]);
            }
        }
    }

    @Test
    void theMatricesOfALinearNetworkAddUpToItsClosedForm() {
        int samples = 7;
        int hidden = 4;
        double[] w = normal(hidden * 3, 1, 7);
        double[] v = normal(hidden, 1, 8);
        double[] x = normal(samples * 3, 1, 9);
        int[] each = {0, 1, 2, 3, 4, 5, 6};
        double[] inner = new double[samples * hidden];
        double[] ones = new double[samples];
        double[] signals = new double[samples * hidden];
        for (int s = 0; s < samples; s++) {
            ones[s] = 1;
            System.arraycopy(v, 0, signals, s * hidden, hidden);
            for (int h = 0; h < hidden; h++) {
                for (int j = 0; j < 3; j++) {
                    inner[s * hidden + h] += w[h * 3 + j] * x[s * 3 + j];
                }
            }
        }
        double[] first = TangentKernel.of(new WeightUses(samples, hidden, 3, each, signals, each, x));
        double[] second = TangentKernel.of(new WeightUses(samples, 1, hidden, each, ones, each, inner));
        double[] m = new LinearStudent(hidden, 3, w, v).kernel();
        for (int a = 0; a < samples; a++) {
            for (int b = 0; b < samples; b++) {
                double expected = 0;
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        expected += x[a * 3 + i] * m[i * 3 + j] * x[b * 3 + j];
                    }
                }
                assertEquals(expected, first[a * samples + b] + second[a * samples + b], 1e-12);
            }
        }
    }

    @Test
    void badUsesAreRefused() {
        double[] two = new double[2];
        assertThrows(InvalidInputException.class, () -> new WeightUses(1, 1, 1, new int[2], two, new int[1], two));
        assertThrows(InvalidInputException.class, () -> new WeightUses(1, 1, 1, new int[] {0, 1}, two, new int[2], two));
        assertThrows(InvalidInputException.class, () -> new WeightUses(2, 1, 1, new int[] {1, 0}, two, new int[2], two));
        assertThrows(InvalidInputException.class, () -> new WeightUses(1, 1, 1, new int[2], two, new int[] {0, 2}, two));
        assertThrows(InvalidInputException.class,
            () -> new WeightUses(1, 1, 1, new int[2], new double[] {1, Double.NaN}, new int[2], two));
        RecurrentTangents network = new RecurrentTangents(1, new double[1], new double[1], 1, RecurrentTangents.Activation.TANH, 1);
        assertThrows(InvalidInputException.class, () -> network.uses(new double[3], 1, 2, 1));
        assertThrows(InvalidInputException.class, () -> network.uses(two, 1, 2, 3));
        assertThrows(InvalidInputException.class, () -> network.uses(two, 1, 2, 2, 1));
        assertThrows(InvalidInputException.class, () -> network.uses(two, 1, 2));
        assertThrows(InvalidInputException.class,
            () -> new RecurrentTangents(1, new double[1], new double[1], 1, RecurrentTangents.Activation.TANH, 0));
        // Outputs at the first step do not depend on the recurrent weights.
        assertArrayEquals(new double[1], network.kernel(two, 1, 2, 1));
    }
}
