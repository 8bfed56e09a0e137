package org.espalier.nets.engine.selfcheck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectConvolutionTest {
    private static final float H = 1f / 64;

    /** By hand: the sum of each pixel's neighbours, at every place and at every other. */
    @Test
    void aKernelOfOnesAddsUpTheNeighbours() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        assertArrayEquals(new double[] {12, 21, 16, 27, 45, 33, 24, 39, 28}, of(1, x, ones, new float[9]).y());
        DirectConvolution strided = of(2, x, ones, new float[] {1, 10, 100, 1000});
        assertArrayEquals(new double[] {12, 16, 24, 28}, strided.y());
        // Each pixel's gradient is the sum of the g of the windows it lies in.
        assertArrayEquals(new double[] {1, 11, 10, 101, 1111, 1010, 100, 1100, 1000}, strided.byInput());
        // Kernel's centre: pixels 1, 3, 7, 9.
        assertEquals(1 + 30 + 700 + 9000, strided.byWeight()[4]);
        assertArrayEquals(new double[] {1111}, strided.byBias());
    }

    private static DirectConvolution of(int stride, float[] x, float[] w, float[] g) {
        return DirectConvolution.of(new ConvolutionCase(1, 1, 3, stride, 1, 3, 3), x, w, null, g);
    }

    /** L is linear in x, in w and in b, so differences are exact but for rounding. */
    @ParameterizedTest
    @CsvSource({"2,3,3,1,2,4,5", "3,2,3,2,2,5,4", "4,1,1,1,1,3,3", "1,4,1,2,3,5,3", "2,2,5,1,1,6,6"})
    void gradientsAreDifferencesOfTheLoss(int in, int out, int kernel, int stride, int batch, int height, int width) {
        ConvolutionCase c = new ConvolutionCase(in, out, kernel, stride, batch, height, width);
        TestNumbers numbers = new TestNumbers(1);
        float[] x = numbers.floats(batch * in * height * width);
        float[] w = numbers.floats(out * in * kernel * kernel);
        float[] b = numbers.floats(out);
        float[] g = numbers.floats(batch * out * c.outHeight() * c.outWidth());
        DirectConvolution all = DirectConvolution.of(c, x, w, b, g);
        differences(all.byInput(), x, () -> loss(c, x, w, b, g));
        differences(all.byWeight(), w, () -> loss(c, x, w, b, g));
        differences(all.byBias(), b, () -> loss(c, x, w, b, g));
    }

    private static double loss(ConvolutionCase c, float[] x, float[] w, float[] b, float[] g) {
        double[] y = DirectConvolution.of(c, x, w, b, g).y();
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            loss += y[i] * g[i];
        }
        return loss;
    }

    static void differences(double[] gradient, float[] at, java.util.function.DoubleSupplier loss) {
        assertEquals(at.length, gradient.length);
        for (int i = 0; i < at.length; i++) {
            float value = at[i];
            at[i] = value + H;
            double above = loss.getAsDouble();
            double up = at[i];
            at[i] = value - H;
            double slope = (above - loss.getAsDouble()) / (up - at[i]);
            at[i] = value;
            assertEquals(slope, gradient[i], 1e-3 * (1 + Math.abs(slope)), "element " + i);
        }
    }
}
