package org.espalier.study.statistics;

/**
 * The outcome of a one-sided t test of "the mean is at most the threshold" against "it is greater".
 *
 * @param estimate the mean, or the difference of two means
 * @param t        the statistic: (estimate - threshold) / standard error; infinite where the standard error is zero
 *                 and the estimate is not at the threshold
 * @param df       degrees of freedom; NaN where the standard error is zero or unknown in a Welch test
 * @param p        the probability of a statistic at least this large at the threshold; NaN where there are too few
 *                 values to know their spread
 */
public record TestResult(double estimate, double t, double df, double p) {
}
