package org.espalier.study.statistics;

/**
 * Mean and variance of finite values.
 *
 * <p>{@code variance} has the n - 1 denominator and the two-pass correction of Chan, Golub and LeVeque 1983 ("Algorithms
 * for computing the sample variance", eq. 1.7). Values that are all equal have exactly that mean and exactly variance
 * zero, so that rounding never makes a spread where there is none. NaN where undefined: the mean of no value, the
 * variance of fewer than two.
 */
record Sample(int n, double mean, double variance) {

    /** @throws IllegalArgumentException if a value is NaN or infinite */
    static Sample of(double[] values) {
        int n = values.length;
        double sum = 0;
        boolean equal = true;
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + i + " of " + n + " is " + values[i]
                    + "; expected a finite number");
            }
            sum += values[i];
            equal &= values[i] == values[0];
        }
        if (n == 0) {
            return new Sample(0, Double.NaN, Double.NaN);
        }
        if (equal) {
            return new Sample(n, values[0], n == 1 ? Double.NaN : 0);
        }
        double mean = sum / n;
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            double d = value - mean;
            squares += d * d;
            rest += d;
        }
        return new Sample(n, mean, (squares - rest * rest / n) / (n - 1));
    }
}
