package org.espalier.nets.engine.selfcheck;

/**
 * A two-dimensional convolution and its gradients in double precision, by the definition: the oracle of the engine's.
 *
 * <pre>
 *   y[n,o,i,j] = b[o] + sum over c,u,v of  w[o,c,u,v] x[n,c, i s + u - p, j s + v - p]      (x is 0 outside, p = k / 2)
 *   dL/dx, dL/dw, dL/db of  L = sum(y * g)
 * </pre>
 *
 * At every place of the output the pixels under the kernel are gathered into a column; nothing is shared with the engine.
 * Cost: 3 n o h' w' c k^2 multiply-adds.
 *
 * @param y         {@code [batch, out, height', width']}
 * @param byInput   dL/dx {@code [batch, in, height, width]}
 * @param byWeight  dL/dw {@code [out, in, kernel, kernel]}
 * @param byBias    dL/db {@code [out]}
 */
public record DirectConvolution(double[] y, double[] byInput, double[] byWeight, double[] byBias) {

    /**
     * The convolution of a case.
     *
     * @param x    {@code [batch, in, height, width]}
     * @param w    {@code [out, in, kernel, kernel]}
     * @param bias {@code [out]}, or null for none
     * @param g    dL/dy, of the output's shape
     */
    public static DirectConvolution of(ConvolutionCase c, float[] x, float[] w, float[] bias, float[] g) {
        return new Loops(c, x, w).run(bias, g);
    }

    private static final class Loops {
        private final ConvolutionCase c;
        private final float[] x;
        private final double[][] byOutput;
        private final double[][] byColumn;
        private final double[][] weightGradient;
        private final int[] from;
        private final double[] column;

        Loops(ConvolutionCase c, float[] x, float[] w) {
            this.c = c;
            this.x = x;
            int q = c.in() * c.kernel() * c.kernel();
            byOutput = new double[c.out()][q];
            byColumn = new double[q][c.out()];
            for (int o = 0; o < c.out(); o++) {
                for (int i = 0; i < q; i++) {
                    byOutput[o][i] = w[o * q + i];
                    byColumn[i][o] = w[o * q + i];
                }
            }
            weightGradient = new double[c.out()][q];
            from = new int[q];
            column = new double[q];
        }

        DirectConvolution run(float[] bias, float[] g) {
            int places = c.outHeight() * c.outWidth();
            double[] y = new double[c.batch() * c.out() * places];
            double[] byInput = new double[x.length];
            double[] byBias = new double[c.out()];
            double[] sums = new double[c.out()];
            double[] back = new double[column.length];
            for (int n = 0; n < c.batch(); n++) {
                for (int place = 0; place < places; place++) {
                    gather(n, place / c.outWidth(), place % c.outWidth());
                    int at = n * c.out() * places + place;
                    java.util.Arrays.fill(sums, 0);
                    java.util.Arrays.fill(back, 0);
                    for (int i = 0; i < column.length; i++) {
                        addScaled(sums, column[i], byColumn[i]);
                    }
                    for (int o = 0; o < c.out(); o++) {
                        double go = g[at + o * places];
                        y[at + o * places] = sums[o] + (bias == null ? 0 : bias[o]);
                        byBias[o] += go;
                        addScaled(back, go, byOutput[o]);
                        addScaled(weightGradient[o], go, column);
                    }
                    for (int i = 0; i < back.length; i++) {
                        if (from[i] >= 0) {
                            byInput[from[i]] += back[i];
                        }
                    }
                }
            }
            double[] byWeight = new double[c.out() * column.length];
            for (int o = 0; o < c.out(); o++) {
                System.arraycopy(weightGradient[o], 0, byWeight, o * column.length, column.length);
            }
            return new DirectConvolution(y, byInput, byWeight, byBias);
        }

        private void gather(int n, int i, int j) {
            int padding = c.kernel() / 2;
            int at = 0;
            for (int channel = 0; channel < c.in(); channel++) {
                for (int u = 0; u < c.kernel(); u++) {
                    for (int v = 0; v < c.kernel(); v++) {
                        int row = i * c.stride() + u - padding;
                        int col = j * c.stride() + v - padding;
                        boolean inside = row >= 0 && row < c.height() && col >= 0 && col < c.width();
                        from[at] = inside ? ((n * c.in() + channel) * c.height() + row) * c.width() + col : -1;
                        column[at] = inside ? x[from[at]] : 0;
                        at++;
                    }
                }
            }
        }

        private static void addScaled(double[] sum, double factor, double[] values) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * values[i];
            }
        }
    }
}
