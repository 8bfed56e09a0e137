package org.espalier.nets;

/** Floating-point numbers of two bytes; every one of them is a {@code float}, so nothing is rounded. */
public final class HalfPrecision {
    private static final int MOST_EXPONENT = 0x1f;
    private static final int BIAS = 15;

    private HalfPrecision() {}

    /** IEEE 754 binary16 (float16): 1 sign, 5 exponent, 10 fraction bits. */
    public static float binary16(short bits) {
        int exponent = bits >>> 10 & MOST_EXPONENT;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == MOST_EXPONENT) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Math.scalb(1f + fraction * 0x1p-10f, exponent - BIAS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** bfloat16: the upper half of a {@code float}. */
    public static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << Short.SIZE);
    }
}
