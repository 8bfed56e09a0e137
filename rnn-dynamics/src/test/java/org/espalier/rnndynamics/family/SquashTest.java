package org.espalier.rnndynamics.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SquashTest {

    @Test
    void tanhIsWithinItsStatedErrorOddAndBounded() {
        // Every 9973rd float from the smallest normal one to infinity.
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits < 0x7f800000; bits += 9973) {
            float x = Float.intBitsToFloat(bits);
            float y = Squash.tanh(x);
            double expected = Math.tanh(x);
            assertTrue(Math.abs(y / expected - 1) < 4e-7 && y <= 1 && Squash.tanh(-x) == -y, () -> "tanh(" + x + ") = " + y);
        }
        assertEquals(0f, Squash.tanh(0f));
    }

    @Test
    void theLogisticFunctionIsWithinItsStatedError() {
        for (double x = -30; x <= 30; x += 1e-4) {
            float y = Squash.sigmoid((float) x);
            assertEquals(1 / (1 + Math.exp(-(float) x)), y, 2e-7);
            assertTrue(y >= 0 && y <= 1);
        }
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertTrue(Float.isNaN(Squash.tanh(Float.NaN)));
        assertTrue(Float.isNaN(Squash.sigmoid(Float.NaN)));
        assertEquals(1, Squash.tanh(Float.POSITIVE_INFINITY), 4e-7);
        float[] a = {Float.NaN, 1, 2};
        Squash.tanh(a, 0, 2);
        assertTrue(Float.isNaN(a[0]) && a[1] < 1 && a[2] == 2);
    }
}
