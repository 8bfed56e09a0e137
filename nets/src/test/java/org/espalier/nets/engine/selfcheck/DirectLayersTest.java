package org.espalier.nets.engine.selfcheck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DirectLayersTest {

    @Test
    void poolingByHand() {
        float[] x = {1, 5, 9, 2, 4, 3, 8, 7, 6};
        DirectLayers.Pooled max = DirectLayers.maxPool(x, 1, 3, new float[] {10});
        assertArrayEquals(new double[] {5}, max.y());
        assertArrayEquals(new double[] {0, 10, 0, 0, 0, 0, 0, 0, 0}, max.byInput());
        DirectLayers.Pooled mean = DirectLayers.averagePool(x, 1, 3, new float[] {18});
        assertEquals(5, mean.y()[0], 1e-12);
        assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2, 2, 2, 2}, mean.byInput());
    }

    @Test
    void aNormalisedBatchHasMeanZeroAndVarianceOne() {
        float[] x = new TestNumbers(3).floats(4 * 2 * 5);
        float[] ones = {1, 1};
        DirectLayers.Normalised n = DirectLayers.batchNorm(x, 4, 2, 5, ones, new float[2], null, null, 0, new float[40]);
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 20; i++) {
                double y = n.y()[(i / 5 * 2 + c) * 5 + i % 5];
                sum += y;
                squares += y * y;
            }
            assertEquals(0, sum, 1e-12);
            assertEquals(20, squares, 1e-10);
        }
    }

    @Test
    void gradientsOfNormalisationAreDifferencesOfTheLoss() {
        for (boolean own : new boolean[] {true, false}) {
            TestNumbers numbers = new TestNumbers(4);
            float[] x = numbers.floats(3 * 2 * 4);
            float[] g = numbers.floats(x.length);
            float[] scale = numbers.floats(2);
            float[] shift = numbers.floats(2);
            float[] mean = own ? null : numbers.floats(2);
            float[] variance = own ? null : new float[] {0.5f, 2};
            DirectLayers.Normalised n = DirectLayers.batchNorm(x, 3, 2, 4, scale, shift, mean, variance, 1e-5, g);
            DirectConvolutionTest.differences(n.byInput(), x, () -> loss(x, scale, shift, mean, variance, g));
            DirectConvolutionTest.differences(n.byScale(), scale, () -> loss(x, scale, shift, mean, variance, g));
            DirectConvolutionTest.differences(n.byShift(), shift, () -> loss(x, scale, shift, mean, variance, g));
        }
    }

    private static double loss(float[] x, float[] scale, float[] shift, float[] mean, float[] variance, float[] g) {
        double[] y = DirectLayers.batchNorm(x, 3, 2, 4, scale, shift, mean, variance, 1e-5, g).y();
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            loss += y[i] * g[i];
        }
        return loss;
    }
}
