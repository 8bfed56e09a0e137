package org.espalier.nets.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Closed forms, laws and bad inputs; values of PyTorch are in {@link OptimizerReferenceTest}. */
class OptimizerTest {
    private static final List<Optimizer> ALL = List.of(new Sgd(0, 0, false, 1e-3), Sgd.of(0.9, 1e-4),
        new Sgd(0.9, 0.5, false, 0), new Sgd(0.9, 0, true, 1e-4), Adam.of(1e-2), AdamW.of(1e-2));

    @Test
    void gradientDescentOnAParabolaShrinksGeometrically() {
        // L = w^2 / 2, so w_t = (1 - rate)^t.
        float[] w = {1, -2};
        for (int step = 1; step <= 20; step++) {
            new Sgd(0, 0, false, 0).update(w, w.clone(), new float[0][], step, 0.1);
        }
        assertEquals(Math.pow(0.9, 20), w[0], 1e-7);
        assertEquals(-2 * Math.pow(0.9, 20), w[1], 2e-7);
    }

    @Test
    void momentumUnderAConstantGradientSumsAGeometricSeries() {
        // buf_t = (1 - 0.9^t) / 0.1, and w_t = -rate * sum of them.
        float[] w = {0};
        float[][] slots = {{0}};
        double expected = 0;
        for (int step = 1; step <= 30; step++) {
            Sgd.of(0.9, 0).update(w, new float[] {1}, slots, step, 0.01);
            expected -= 0.01 * (1 - Math.pow(0.9, step)) / 0.1;
            assertEquals(expected, w[0], 1e-5);
        }
    }

    @Test
    void firstMomentumStepCopiesTheGradientWhateverTheDampening() {
        float[] w = {0};
        float[][] slots = {{0}};
        new Sgd(0.9, 0.5, false, 0).update(w, new float[] {2}, slots, 1, 1);
        assertEquals(2, slots[0][0]);
        new Sgd(0.9, 0.5, false, 0).update(w, new float[] {2}, slots, 2, 1);
        assertEquals(0.9f * 2 + 0.5f * 2, slots[0][0]);
    }

    @Test
    void adamsFirstStepIsTheRateInTheGradientsDirection() {
        for (float gradient : new float[] {1e-3f, -5, 3e4f}) {
            float[] w = {0};
            Adam.of(0).update(w, new float[] {gradient}, new float[2][1], 1, 0.01);
            assertEquals(-0.01 * Math.signum(gradient) * Math.abs(gradient) / (Math.abs(gradient) + 1e-8), w[0], 1e-7);
        }
    }

    @Test
    void decoupledDecayShrinksTheVariableAndL2DecayTheGradient() {
        float[] decoupled = {2};
        float[] coupled = {2};
        new AdamW(0.9, 0.999, 1e-8, 0.1).update(decoupled, new float[] {0}, new float[2][1], 1, 0.01);
        new Adam(0.9, 0.999, 1e-8, 0.1).update(coupled, new float[] {0}, new float[2][1], 1, 0.01);
        assertEquals(2 * (1 - 0.01 * 0.1), decoupled[0], 1e-6);
        assertEquals(2 - 0.01, coupled[0], 1e-6);
    }

    @Test
    void everyElementIsOnItsOwn() {
        // Long enough for the vectorised loop and its remainder, compared with arrays of one element.
        for (Optimizer optimizer : ALL) {
            int n = 1031;
            float[] w = ramp(n, 0.01f);
            float[][] slots = optimizer.newSlots(n);
            float[][][] single = new float[n][][];
            float[] alone = w.clone();
            for (int step = 1; step <= 3; step++) {
                float[] g = ramp(n, 0.003f * step);
                optimizer.update(w, g, slots, step, 0.1);
                for (int i = 0; i < n; i++) {
                    single[i] = step == 1 ? optimizer.newSlots(1) : single[i];
                    float[] one = {alone[i]};
                    optimizer.update(one, new float[] {g[i]}, single[i], step, 0.1);
                    alone[i] = one[0];
                }
            }
            assertArrayEquals(alone, w, optimizer.toString());
        }
    }

    @Test
    void aRateOfZeroMovesNothing() {
        for (Optimizer optimizer : ALL) {
            float[] w = ramp(40, 0.1f);
            optimizer.update(w, ramp(40, 1), optimizer.newSlots(40), 1, 0);
            assertArrayEquals(ramp(40, 0.1f), w, optimizer.toString());
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertMessage("momentum is 1.0", () -> new Sgd(1, 0, false, 0));
        assertMessage("momentum is NaN", () -> new Sgd(Double.NaN, 0, false, 0));
        assertMessage("weight decay is -1.0", () -> new Sgd(0, 0, false, -1));
        assertMessage("dampening is Infinity", () -> new Sgd(0.5, Double.POSITIVE_INFINITY, false, 0));
        assertMessage("Nesterov", () -> new Sgd(0, 0, true, 0));
        assertMessage("Nesterov", () -> new Sgd(0.9, 0.1, true, 0));
        assertMessage("adam: beta1 is -0.1", () -> new Adam(-0.1, 0.9, 1e-8, 0));
        assertMessage("adam: beta2 is 1.0", () -> new Adam(0.9, 1, 1e-8, 0));
        assertMessage("adam: epsilon is -1.0", () -> new Adam(0.9, 0.99, -1, 0));
        assertMessage("adamw: weight decay is Infinity", () -> new AdamW(0.9, 0.99, 0, Double.POSITIVE_INFINITY));
        assertMessage("largest norm is 0.0", () -> GradientClipping.clip(List.of(), 0));
    }

    @Test
    void refusesArgumentsThatDoNotFit() {
        Optimizer adam = Adam.of(0);
        float[] two = new float[2];
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, new float[3], new float[2][2], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, two, new float[1][2], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, two, new float[2][3], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, two, new float[2][2], 0, 1));
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, two, new float[2][2], 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> adam.update(two, two, new float[2][2], 1, -1));
    }

    @Test
    void clippingLeavesShortAndBrokenGradientsAlone() {
        float[] a = {3, 0, 0, 0, 0};
        float[] b = {0, 4};
        assertEquals(5, GradientClipping.clip(List.of(a, b), 6), 1e-12);
        assertArrayEquals(new float[] {0, 4}, b);
        assertEquals(5, GradientClipping.clip(List.of(a, b), 1), 1e-12);
        assertEquals(3 / (5 + 1e-6), a[0], 1e-7);
        assertEquals(4 / (5 + 1e-6), b[1], 1e-7);
        float[] broken = {1, Float.NaN};
        assertTrue(Double.isNaN(GradientClipping.clip(List.of(broken), 1e-3)));
        assertEquals(1, broken[0]);
        float[] infinite = {1, Float.NEGATIVE_INFINITY};
        assertEquals(Double.POSITIVE_INFINITY, GradientClipping.clip(List.of(infinite), 1e-3));
        assertEquals(1, infinite[0]);
        assertEquals(Float.MAX_VALUE * Math.sqrt(2),
            GradientClipping.clip(List.of(new float[] {Float.MAX_VALUE}, new float[] {Float.MAX_VALUE}), 1), 1e30);
    }

    private static float[] ramp(int n, float step) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = step * (i % 37 - 18);
        }
        return values;
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
