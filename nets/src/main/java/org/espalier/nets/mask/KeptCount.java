package org.espalier.nets.mask;

import org.espalier.base.InvalidInputException;

/** How many weights of a layer a density keeps. */
public final class KeptCount {
    // Units in the last place of density * size that count as rounding: a density computed by twenty multiplications
    // (0.8^20 of a pruning ladder) or as 1 - 0.7 is off by less.
    private static final int ROUNDING = 64;

    private KeptCount() {}

    /**
     * {@code ceil(density * size)} in exact arithmetic.
     *
     * <p>This is what the code of edge-popup (Ramanujan et al. 2020) means by {@code n - int((1-k)*n)}:
     * {@code n - floor((1-k)*n) = ceil(k*n)}. In floating point that expression is off by one where {@code (1-k)*n} falls
     * just below an integer: {@code k = 0.7, n = 10} gives {@code 10 - int(3.0000000000000004) = 7}, but {@code k = 0.9}
     * gives {@code 10 - int(0.9999999999999998) = 10} and not 9. Here a product within 64 units in the last place of an
     * integer is that integer, so a density means the decimal it was written as.
     *
     * @param size    number of weights, at least 0
     * @param density fraction kept, 0..1
     * @return 0..size; at least 1 if the density is above 0 and there is a weight
     * @throws InvalidInputException if an argument is out of range
     */
    public static int of(int size, double density) {
        return (int) of((long) size, density);
    }

    /** The same for a whole network; exact to 2^46 weights. */
    public static long of(long size, double density) {
        if (size < 0) {
            throw new InvalidInputException("the number of weights is " + size + ", expected at least 0.");
        }
        if (!(density >= 0 && density <= 1)) {
            throw new InvalidInputException("density is " + density + ", expected 0 to 1 (the fraction of weights kept).");
        }
        double exact = density * size;
        double nearest = Math.rint(exact);
        double kept = Math.abs(exact - nearest) <= ROUNDING * Math.ulp(exact) ? nearest : Math.ceil(exact);
        return Math.min(size, (long) kept);
    }
}
