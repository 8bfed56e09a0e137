package org.espalier.nets.initialise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitialisationTest {
    private static final int N = 200_000;
    private static final long FAN_IN = 784;
    private static final long FAN_OUT = 300;

    @ParameterizedTest
    @EnumSource
    void hasTheMomentsOfItsDistribution(Initialisation initialisation) {
        double s = initialisation.standardDeviation(FAN_IN, FAN_OUT, 1);
        float[] w = draw(initialisation, 1, 5);
        double mean = 0;
        double second = 0;
        double fourth = 0;
        for (float v : w) {
            mean += v / s / N;
            second += Math.pow(v / s, 2) / N;
            fourth += Math.pow(v / s, 4) / N;
        }
        // Standard errors at N = 200,000: mean 0.0022, second moment 0.0032 (normal), fourth 0.022 (normal).
        assertEquals(initialisation == Initialisation.UNSIGNED_CONSTANT ? 1 : 0, mean, 0.01);
        assertEquals(1, second, 0.015);
        assertEquals(switch (initialisation) {
            case KAIMING_NORMAL, GLOROT_NORMAL -> 3;
            case KAIMING_UNIFORM, TORCH_DEFAULT -> 1.8;
            default -> 1;
        }, fourth, 0.1);
    }

    @Test
    void exactValuesOfTheFormulas() {
        assertEquals(Math.sqrt(2.0 / 784), Initialisation.KAIMING_NORMAL.standardDeviation(784, 300, 1), 1e-15);
        assertEquals(Math.sqrt(2.0 / 784), Initialisation.KAIMING_UNIFORM.standardDeviation(784, 300, 1), 1e-15);
        assertEquals(Math.sqrt(2.0 / 1084), Initialisation.GLOROT_NORMAL.standardDeviation(784, 300, 1), 1e-15);
        assertEquals(2.0, Initialisation.SIGNED_CONSTANT.standardDeviation(2, 1, 0.25), 1e-15);
        float plus = (float) Math.sqrt(2.0 / 784);
        int positive = 0;
        for (float v : draw(Initialisation.SIGNED_CONSTANT, 1, 2)) {
            assertEquals(plus, Math.abs(v));
            positive += v > 0 ? 1 : 0;
        }
        assertEquals(N / 2.0, positive, 5 * Math.sqrt(N) / 2);
        for (float v : draw(Initialisation.UNSIGNED_CONSTANT, 1, 2)) {
            assertEquals(plus, v);
        }
        for (float v : draw(Initialisation.GLOROT_CONSTANT, 1, 2)) {
            assertEquals((float) Math.sqrt(2.0 / 1084), Math.abs(v));
        }
    }

    @Test
    void uniformDrawsFillTheirRange() {
        assertRange(Initialisation.KAIMING_UNIFORM, Math.sqrt(6.0 / 784));
        assertRange(Initialisation.scoreInitialisation(), 1 / 28.0);
    }

    private static void assertRange(Initialisation initialisation, double bound) {
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float v : draw(initialisation, 1, 9)) {
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        assertTrue(least >= (float) -bound && least < -0.999 * bound, "least " + least);
        assertTrue(most <= (float) bound && most > 0.999 * bound, "most " + most);
    }

    @ParameterizedTest
    @EnumSource
    void scalingForADensityMultipliesByItsInverseRoot(Initialisation initialisation) {
        float[] plain = draw(initialisation, 1, 4);
        float[] scaled = draw(initialisation, 0.3, 4);
        for (int i = 0; i < N; i += 997) {
            assertEquals(plain[i] * Math.sqrt(1 / 0.3), scaled[i], 1e-6 * Math.abs(scaled[i]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isDeterminedByTheGenerator(Initialisation initialisation) {
        assertArrayEquals(draw(initialisation, 1, 7), draw(initialisation, 1, 7));
        if (initialisation != Initialisation.UNSIGNED_CONSTANT) {
            assertNotEquals(List.of(draw(initialisation, 1, 7)[0], draw(initialisation, 1, 7)[1]),
                List.of(draw(initialisation, 1, 8)[0], draw(initialisation, 1, 8)[2]));
        }
    }

    @Test
    void signsAreIndependentOfTheirNeighbours() {
        float[] w = draw(Initialisation.SIGNED_CONSTANT, 1, 6);
        for (int lag : new int[] {1, 2, 63, 64, 65}) {
            int same = 0;
            for (int i = lag; i < N; i++) {
                same += w[i] == w[i - lag] ? 1 : 0;
            }
            assertEquals(N / 2.0, same, 5 * Math.sqrt(N) / 2, "lag " + lag);
        }
    }

    @Test
    void isFoundByNameAndSaysTheNearest() {
        assertEquals(List.of("kaiming-normal", "kaiming-uniform", "signed-constant", "unsigned-constant",
            "glorot-normal", "glorot-constant", "torch-default"), Initialisation.labels());
        for (Initialisation initialisation : Initialisation.values()) {
            assertEquals(initialisation, Initialisation.named(initialisation.label()));
        }
        String message = assertThrows(InvalidInputException.class, () -> Initialisation.named("kaiming_norml")).getMessage();
        assertTrue(message.contains("did you mean kaiming-normal?"), message);
        assertThrows(InvalidInputException.class, () -> Initialisation.named(null));
    }

    @Test
    void refusesArgumentsOutOfRange() {
        RandomGenerator random = generator(1);
        float[] w = new float[3];
        for (double density : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThrows(InvalidInputException.class, () -> Initialisation.KAIMING_NORMAL.fill(w, 3, 3, density, random));
        }
        assertThrows(InvalidInputException.class, () -> Initialisation.GLOROT_NORMAL.fill(w, 0, 3, 1, random));
        assertThrows(InvalidInputException.class, () -> Initialisation.GLOROT_NORMAL.fill(w, 3, -1, 1, random));
    }

    private static float[] draw(Initialisation initialisation, double density, long seed) {
        float[] w = new float[N];
        initialisation.fill(w, FAN_IN, FAN_OUT, density, generator(seed));
        return w;
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
