package org.espalier.study.finding;

import org.espalier.study.Paper;

/**
 * One sentence of a paper as a statistical test over records, fixed before the data are seen.
 *
 * <p>A claim says that the mean of an effect (one number a seed, e.g. the accuracy of the subnetwork minus that of the
 * dense network) exceeds {@code threshold}. The threshold is the smallest effect of interest: positive where the paper
 * says "far above", negative (a margin) where it says "as good as".
 *
 * @param id          unique within the study, lower case with hyphens
 * @param paper       the paper
 * @param where       the place in the paper: "sec. 4.2, fig. 3"
 * @param statement   the claim in one sentence of ours
 * @param effect      what is measured a seed, in words, with its unit
 * @param threshold   the effect's mean must exceed this
 * @param why         where the threshold comes from
 * @param alpha       the error rate of each one-sided test
 * @param leastSeeds  with fewer seeds the verdict is inconclusive
 */
public record Claim(String id, Paper paper, String where, String statement, String effect, double threshold,
                    String why, double alpha, int leastSeeds) {
}
