package org.espalier.analysis.representation;

import org.espalier.nets.arrays.ElementType;

/**
 * How finely the numbers of a representation are given: half the spacing of floating-point numbers at 1. Differences of this
 * size, relative to the values, are rounding and decide nothing.
 *
 * <p>Values that all are float32 numbers with more than 11 significant bits have been rounded to float32 by whoever wrote
 * them: {@code 2^-24}. All others are taken for exact to float64, {@code 2^-53}: those with fewer bits too, which are counts,
 * codes and grey levels. Half precision cannot be told from these by its values, and is known where a file says so.
 */
final class Resolution {
    static final double DOUBLE = 0x1p-53;
    static final double SINGLE = 0x1p-24;
    static final double HALF = 0x1p-11;
    static final double BRAIN = 0x1p-8;
    /** Bits after the leading one of a float64 that neither float32 (23) nor float16 (10) have. */
    private static final long BEYOND_SINGLE = (1L << 29) - 1;
    private static final long BEYOND_HALF = (1L << 42) - 1;

    private Resolution() {}

    /**
     * Of what a file holds: whole numbers and truth values are exact, and so are half precision's whole numbers as far as it has
     * all of them (codes, counts). Others of half precision are rounded to it. Of float32 and float64 the values decide, for
     * either may hold what was computed in the other.
     *
     * @param values finite; not modified
     */
    static double of(ElementType type, double[] values) {
        return switch (type) {
            case FLOAT16 -> wholeUpTo(1 / HALF, values) ? DOUBLE : HALF;
            case BFLOAT16 -> wholeUpTo(1 / BRAIN, values) ? DOUBLE : BRAIN;
            case FLOAT32, FLOAT64 -> of(values);
            default -> DOUBLE;
        };
    }

    private static boolean wholeUpTo(double most, double[] values) {
        for (double value : values) {
            if (value != Math.rint(value) || Math.abs(value) > most) {
                return false;
            }
        }
        return true;
    }

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
