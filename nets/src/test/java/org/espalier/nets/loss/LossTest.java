package org.espalier.nets.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

    static Stream<Loss> losses() {
        return Stream.of(new CrossEntropy(0), new CrossEntropy(0.1), new MeanSquaredError(), new OutputSum(0.5),
            new Tempered(new CrossEntropy(0), 4));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theGradientAgreesWithFiniteDifferences(Loss loss) {
        SplittableRandom random = new SplittableRandom(1);
        float[] outputs = new float[20];
        for (int i = 0; i < 20; i++) {
            outputs[i] = (float) (3 * random.nextGaussian());
        }
        int[] labels = {0, 3, 1, 1};
        float[] gradient = new float[20];
        loss.mean(outputs, 5, labels, gradient);
        for (int i = 0; i < 20; i++) {
            float kept = outputs[i];
            outputs[i] = kept + 0.01f;
            double above = loss.mean(outputs, 5, labels, null);
            double upper = outputs[i];
            outputs[i] = kept - 0.01f;
            double below = loss.mean(outputs, 5, labels, null);
            assertEquals((above - below) / (upper - outputs[i]), gradient[i], 1e-5);
            outputs[i] = kept;
        }
    }

    @Test
    void crossEntropyOfEqualOutputsIsTheLogarithmOfTheClasses() {
        assertEquals(Math.log(10), new CrossEntropy(0).mean(new float[20], 10, new int[] {4, 7}, null), 1e-12);
        assertEquals(Math.log(10), new CrossEntropy(0.3).mean(new float[20], 10, new int[] {4, 7}, null), 1e-12);
    }

    /** -(0.9 + 0.05) log p0 - 0.05 log p1 with p = softmax(1, 0), worked out by hand. */
    @Test
    void labelSmoothingMixesInTheUniformDistribution() {
        double p0 = Math.E / (Math.E + 1);
        double expected = -0.95 * Math.log(p0) - 0.05 * Math.log(1 - p0);
        assertEquals(expected, new CrossEntropy(0.1).mean(new float[] {1, 0}, 2, new int[] {0}, null), 1e-12);
    }

    @Test
    void hugeOutputsDoNotOverflowAndBrokenOnesAreNotHidden() {
        CrossEntropy loss = new CrossEntropy(0);
        assertEquals(2e30, loss.mean(new float[] {1e30f, -1e30f}, 2, new int[] {1}, null), 1e24);
        assertEquals(0, loss.mean(new float[] {1e30f, -1e30f}, 2, new int[] {0}, null), 0);
        assertTrue(Double.isNaN(loss.mean(new float[] {Float.NaN, 0}, 2, new int[] {1}, null)));
        assertTrue(Double.isNaN(loss.mean(new float[] {Float.POSITIVE_INFINITY, 0}, 2, new int[] {0}, null)));
    }

    @Test
    void meanSquaredErrorAveragesOverImagesAndClasses() {
        assertEquals((0.25 + 1 + 4 + 0) / 4,
            new MeanSquaredError().mean(new float[] {0.5f, 1, 2, 1}, 2, new int[] {0, 1}, null), 1e-12);
    }

    @Test
    void theSumOfOutputsIsAveragedOverImagesOnly() {
        assertEquals(2 * (1 + 2 + 3 + 4) / 2.0,
            new OutputSum(2).mean(new float[] {1, 2, 3, 4}, 2, new int[] {0, 1}, null), 1e-12);
    }

    @Test
    void aHighTemperatureMakesTheClassesAlike() {
        assertEquals(Math.log(2), new Tempered(new CrossEntropy(0), 1e9).mean(new float[] {5, -5}, 2, new int[] {0}, null),
            1e-6);
    }

    @Test
    void scalesAndTemperaturesOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InvalidInputException.class, () -> new OutputSum(bad));
            assertThrows(InvalidInputException.class, () -> new Tempered(new MeanSquaredError(), bad));
        }
    }

    @Test
    void smoothingOutOfRangeIsRefused() {
        assertThrows(InvalidInputException.class, () -> new CrossEntropy(1));
        assertThrows(InvalidInputException.class, () -> new CrossEntropy(Double.NaN));
    }
}
