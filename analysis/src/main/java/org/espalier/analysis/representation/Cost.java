package org.espalier.analysis.representation;

/**
 * What a comparison of two representations takes, roughly and beforehand.
 *
 * @param seconds on two cores of some 2.5 GHz
 * @param bytes   of memory at once, beside the activations themselves
 */
public record Cost(double seconds, double bytes) {
    /** Next to nothing. */
    public static final Cost NONE = new Cost(0, 0);

    private static final double PRODUCT_OPERATIONS = 2e10;
    private static final double PLAIN_OPERATIONS = 5e8;
    private static final double DECOMPOSITION_OPERATIONS = 1e9;
    private static final double NUMBER = Double.BYTES;

    /** Of centred copies, products of units with units, and nothing that is decomposed. */
    static Cost ofProducts(double samples, double unitsA, double unitsB) {
        double units = unitsA + unitsB;
        double larger = Math.max(unitsA, unitsB);
        double side = Math.min(samples, larger);
        return new Cost(samples * units / PLAIN_OPERATIONS * 4 + 2 * samples * units * side / PRODUCT_OPERATIONS,
            NUMBER * (4 * samples * units + 2 * side * side));
    }

    /** Of singular value decompositions of both, and of one between them. */
    static Cost ofDecompositions(double samples, double unitsA, double unitsB) {
        double bytes = 0;
        double seconds = 0;
        for (double units : new double[] {unitsA, unitsB}) {
            double small = Math.min(samples, units);
            seconds += 2 * samples * units * small / PRODUCT_OPERATIONS + 8 * small * small * small / DECOMPOSITION_OPERATIONS;
            bytes += NUMBER * (4 * samples * units + 5 * small * small);
        }
        return new Cost(seconds, bytes);
    }

    /**
     * Of all distances between samples.
     *
     * @param numbers      that are held for each pair of samples
     * @param nanoseconds  beside the distance itself, for each pair
     */
    static Cost ofPairs(double samples, double unitsA, double unitsB, double numbers, double nanoseconds) {
        double pairs = samples * (samples - 1) / 2;
        return new Cost(4 * pairs * (unitsA + unitsB) / PRODUCT_OPERATIONS + pairs * nanoseconds * 1e-9,
            NUMBER * (numbers * pairs + 4 * samples * (unitsA + unitsB)));
    }
}
