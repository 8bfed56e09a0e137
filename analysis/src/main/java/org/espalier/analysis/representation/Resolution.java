package org.espalier.analysis.representation;

/**
 * How finely the numbers of a representation are given: half the spacing of floating-point numbers at 1. Differences of this
 * size, relative to the values, are rounding and decide nothing.
 *
 * <p>Values that all are float32 numbers with more than 11 significant bits have been rounded to float32 by whoever wrote
 * them: {@code 2^-24}. All others are taken for exact to float64, {@code 2^-53}: those with fewer bits too, which are counts,
 * codes and grey levels (or half precision, which cannot be told from them).
 */
final class Resolution {
    static final double DOUBLE = 0x1p-53;
    static final double SINGLE = 0x1p-24;
    /** Bits after the leading one of a float64 that neither float32 (23) nor float16 (10) have. */
    private static final long BEYOND_SINGLE = (1L << 29) - 1;
    private static final long BEYOND_HALF = (1L << 42) - 1;

    private Resolution() { }

    /** @param values finite; not modified */
    static double of(double[] values) {
        boolean fine = false;
        for (double value : values) {
            long bits = Double.doubleToRawLongBits(value);
            if ((bits & BEYOND_SINGLE) != 0) {
                return DOUBLE;
            }
            fine |= (bits & BEYOND_HALF) != 0;
        }
        return fine ? SINGLE : DOUBLE;
    }
}
