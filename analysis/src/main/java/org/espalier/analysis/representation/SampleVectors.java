package org.espalier.analysis.representation;

/**
 * The vectors whose squared distances are a {@link Dissimilarity}: the samples themselves, or brought to length 1 (half the
 * squared distance of unit vectors is 1 less their cosine, and exactly zero for equal ones).
 *
 * @param rows  {@code [samples, units]}; NaN in the row of a sample that has no direction
 * @param noise of each sample, the length by which rounding of the numbers may have moved its vector
 * @param fine  the largest of them, had the numbers been rounded to float32 at the most: for sums of errors over many pairs
 * @param even  the largest length by which rounding, to float32 at the most, may have moved a sample towards another that is as
 *              far from it as all others. What computing made of a number is taken to be relative to what is left of it without
 *              the sample's mean, and to conspire over all units. What an offset cost is the rounding of the stored number,
 *              relative to that, and another one in each unit: along one line such errors add up to that of one unit, not of
 *              {@code sqrt(units)}. So float32 numbers around 1e6 that differ by 1 have correlations. Numbers of a few
 *              levels have one error in many units: of two levels it changes a sample's length alone; that of more may
 *              conspire, which is not seen here
 */
record SampleVectors(double[] rows, double[] noise, double fine, double even, int samples, int units) {
    private static final double SPACINGS = 4;
    /** The deviation of {@code d = |x - y|^2 / 2} is {@code 2 sqrt(d)} errors of one unit; for conspiring ones 4 are taken. */
    private static final double BY_CHANCE = 0.5;

    /** To length 1, after taking away each sample's mean over units where {@code centre}. */
    static SampleVectors ofUnitLength(Representation representation, boolean centre) {
        int n = representation.samples();
        int p = representation.units();
        double[] rows = representation.values();
        double[] noise = new double[n];
        double resolution = representation.resolution();
        double counted = Math.min(resolution, Resolution.SINGLE);
        double fine = 0;
        double even = 0;
        for (int i = 0; i < n; i++) {
            double raw = 0;
            for (int j = i * p; j < i * p + p; j++) {
                raw = Math.max(raw, Math.abs(representation.magnitudes()[j]));
            }
            double length = normalise(rows, i * p, p, centre, resolution, raw);
            if (length > 0) {
                noise[i] = SPACINGS * counted * Math.sqrt(p) / length;
                fine = Math.max(fine, noise[i]);
                even = Math.max(even, Math.min(noise[i],
                    SPACINGS * counted * (Math.sqrt(p) * largest(rows, i * p, p) + BY_CHANCE / length)));
                noise[i] += resolution > counted ? resolution * norm(representation.magnitudes(), i * p, p, raw) / length : 0;
            }
        }
        return new SampleVectors(rows, noise, fine, even, n, p);
    }

    /** Of unit vectors: the largest number of one. */
    private static double largest(double[] rows, int from, int p) {
        double largest = 0;
        for (int j = from; j < from + p; j++) {
            largest = Math.max(largest, Math.abs(rows[j]));
        }
        return largest;
    }

    /** Of {@code p} numbers, in units of the largest. */
    private static double norm(double[] magnitudes, int from, int p, double largest) {
        double sum = 0;
        for (int j = from; j < from + p; j++) {
            sum += magnitudes[j] / largest * (magnitudes[j] / largest);
        }
        return Math.sqrt(sum);
    }

    /** To length 1, NaN where there is no direction; answers the length before in units of {@code raw}, 0 where there is none. */
    private static double normalise(double[] rows, int from, int p, boolean centre, double resolution, double raw) {
        double first = rows[from];
        double largest = 0;
        double mean = 0;
        for (int j = from; j < from + p; j++) {
            mean += (rows[j] - first) / p;
        }
        for (int j = from; j < from + p; j++) {
            rows[j] = centre ? rows[j] - first - mean : rows[j];
            largest = Math.max(largest, Math.abs(rows[j]));
        }
        // What rounding leaves of equal units is no direction.
        if (centre && largest <= (4 * p * Math.ulp(1.0) + 2 * SPACINGS * resolution) * raw) {
            largest = 0;
        }
        double norm = 0;
        for (int j = from; j < from + p; j++) {
            rows[j] /= largest;
            norm += rows[j] * rows[j];
        }
        for (int j = from; j < from + p; j++) {
            rows[j] = largest == 0 ? Double.NaN : rows[j] / Math.sqrt(norm);
        }
        return largest == 0 ? 0 : largest / raw * Math.sqrt(norm);
    }

    /** The number of the first sample without a direction, or -1. */
    int withoutDirection() {
        for (int i = 0; i < samples; i++) {
            if (Double.isNaN(rows[i * units])) {
                return i;
            }
        }
        return -1;
    }

    /** Less their mean over the samples. */
    CentredSamples centred() {
        return CentredSamples.of(rows, rows, samples, units, Resolution.DOUBLE);
    }
}
