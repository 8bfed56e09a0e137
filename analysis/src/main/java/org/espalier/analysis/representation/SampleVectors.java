package org.espalier.analysis.representation;

/**
 * The vectors whose squared distances are a {@link Dissimilarity}: the samples themselves, or brought to length 1 (half the
 * squared distance of unit vectors is 1 less their cosine, and exactly zero for equal ones).
 *
 * @param rows  {@code [samples, units]}; NaN in the row of a sample that has no direction
 * @param noise of each sample, the length by which rounding of the numbers may have moved its vector
 */
record SampleVectors(double[] rows, double[] noise, int samples, int units) {
    private static final double SPACINGS = 4;

    /** To length 1, after taking away each sample's mean over units where {@code centre}. */
    static SampleVectors ofUnitLength(Representation representation, boolean centre) {
        int n = representation.samples();
        int p = representation.units();
        double[] rows = representation.values();
        double[] noise = new double[n];
        for (int i = 0; i < n; i++) {
            noise[i] = normalise(rows, i * p, p, centre, representation.resolution());
        }
        return new SampleVectors(rows, noise, n, p);
    }

    /** To length 1, NaN where there is no direction; answers the noise. */
    private static double normalise(double[] rows, int from, int p, boolean centre, double resolution) {
        double first = rows[from];
        double largest = 0;
        double raw = 0;
        double mean = 0;
        for (int j = from; j < from + p; j++) {
            mean += (rows[j] - first) / p;
            raw = Math.max(raw, Math.abs(rows[j]));
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
        return largest == 0 ? 0 : SPACINGS * resolution * Math.sqrt(p) * (raw / largest) / Math.sqrt(norm);
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

    double largestNoise() {
        double largest = 0;
        for (double one : noise) {
            largest = Math.max(largest, one);
        }
        return largest;
    }

    /** Less their mean over the samples. */
    CentredSamples centred() {
        return CentredSamples.of(rows, samples, units, Resolution.DOUBLE);
    }
}
