package org.espalier.nets.engine.selfcheck;

/** Pooling and batch normalisation with their gradients in double precision, by the definition: oracles of the engine's. */
public final class DirectLayers {

    private DirectLayers() {}

    /**
     * Pooled images.
     *
     * @param y       one number a window
     * @param byInput dL/dx of {@code L = sum(y * g)}
     */
    public record Pooled(double[] y, double[] byInput) {}

    /**
     * Maximum over windows of 2x2 pixels; an odd last row or column is left out. The gradient goes to the (first) maximum.
     *
     * @param x     {@code [planes, side, side]}
     * @param g     dL/dy {@code [planes, side / 2, side / 2]}
     */
    public static Pooled maxPool(float[] x, int planes, int side, float[] g) {
        int half = side / 2;
        double[] y = new double[g.length];
        double[] byInput = new double[x.length];
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < half; i++) {
                for (int j = 0; j < half; j++) {
                    int largest = (p * side + 2 * i) * side + 2 * j;
                    for (int next : new int[] {largest + 1, largest + side, largest + side + 1}) {
                        largest = x[next] > x[largest] ? next : largest;
                    }
                    int window = (p * half + i) * half + j;
                    y[window] = x[largest];
                    byInput[largest] += g[window];
                }
            }
        }
        return new Pooled(y, byInput);
    }

    /**
     * The mean of each plane.
     *
     * @param x {@code [planes, side, side]}
     * @param g dL/dy {@code [planes]}
     */
    public static Pooled averagePool(float[] x, int planes, int side, float[] g) {
        double[] y = new double[planes];
        double[] byInput = new double[x.length];
        int pixels = side * side;
        for (int i = 0; i < x.length; i++) {
            y[i / pixels] += (double) x[i] / pixels;
            byInput[i] = (double) g[i / pixels] / pixels;
        }
        return new Pooled(y, byInput);
    }

    /**
     * Normalised values.
     *
     * @param y        the values
     * @param byInput  dL/dx
     * @param byScale  dL/d(scale) {@code [channels]}
     * @param byShift  dL/d(shift) {@code [channels]}
     * @param mean     the mean used {@code [channels]}
     * @param variance the variance used {@code [channels]}, of a batch without Bessel's correction
     */
    public record Normalised(double[] y, double[] byInput, double[] byScale, double[] byShift, double[] mean,
                             double[] variance) {}

    /**
     * {@code y = scale (x - mean) / sqrt(variance + epsilon) + shift} by channel, with the batch's own mean and variance, through
     * which the gradient flows too, or with given ones.
     *
     * @param x        {@code [batch, channels, pixels]}
     * @param mean     running mean, or null for the batch's own mean and variance
     * @param variance running variance
     * @param g        dL/dy, of the shape of x
     */
    public static Normalised batchNorm(float[] x, int batch, int channels, int pixels, float[] scale, float[] shift,
                                       float[] mean, float[] variance, double epsilon, float[] g) {
        Normalised n = new Normalised(new double[x.length], new double[x.length], new double[channels], new double[channels],
            new double[channels], new double[channels]);
        int count = batch * pixels;
        for (int c = 0; c < channels; c++) {
            int[] at = new int[count];
            for (int i = 0; i < count; i++) {
                at[i] = (i / pixels * channels + c) * pixels + i % pixels;
                n.mean[c] += mean == null ? (double) x[at[i]] / count : 0;
            }
            n.mean[c] += mean == null ? 0 : mean[c];
            for (int i : at) {
                n.variance[c] += mean == null ? Math.pow(x[i] - n.mean[c], 2) / count : 0;
            }
            n.variance[c] += mean == null ? 0 : variance[c];
            double inverse = 1 / Math.sqrt(n.variance[c] + epsilon);
            for (int i : at) {
                double unit = (x[i] - n.mean[c]) * inverse;
                n.y[i] = scale[c] * unit + shift[c];
                n.byScale[c] += g[i] * unit;
                n.byShift[c] += g[i];
            }
            for (int i : at) {
                double unit = (x[i] - n.mean[c]) * inverse;
                double through = mean == null ? (n.byShift[c] + unit * n.byScale[c]) / count : 0;
                n.byInput[i] = scale[c] * inverse * (g[i] - through);
            }
        }
        return n;
    }
}
