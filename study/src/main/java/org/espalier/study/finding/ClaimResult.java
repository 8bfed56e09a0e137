package org.espalier.study.finding;

/**
 * A judged claim.
 *
 * @param claim    what was claimed
 * @param n        the number of seeds it was tested on
 * @param estimate the mean effect; NaN when not run
 * @param ciLow    lower end of the two-sided {@code 1 - 2 alpha} confidence interval; {@code -infinity} on one seed,
 *                 NaN when not run
 * @param ciHigh   its upper end; {@code +infinity} or NaN likewise
 * @param p        the one-sided p value of "mean effect at most the threshold"; NaN on fewer than two seeds
 * @param verdict  the verdict
 * @param note     what a reader must know to read it rightly, e.g. how many seeds were left out: empty in most cases
 */
public record ClaimResult(Claim claim, int n, double estimate, double ciLow, double ciHigh, double p, Verdict verdict,
                          String note) {
}
