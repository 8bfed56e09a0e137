package org.espalier.study.finding;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.espalier.study.Paper;
import org.espalier.study.statistics.SeedEffects;

/**
 * One sentence of a paper as a statistical test over records, fixed before the data are seen.
 *
 * <p>A claim says that the mean of an effect (one number a seed, e.g. the accuracy of the subnetwork minus that of the
 * dense network) exceeds {@code threshold}. The threshold is the smallest effect of interest: positive where the paper
 * says "far above" (superiority), negative (a margin) where it says "as good as" (non-inferiority). A claim that
 * something is smaller takes the effect with its sign turned.
 *
 * <p>The rule, on the two-sided {@code 1 - 2 alpha} Student-t interval of the mean effect:
 * <ul>
 *   <li>{@link Verdict#NOT_RUN} if no seed has the effect;
 *   <li>{@link Verdict#INCONCLUSIVE} if fewer than {@code leastSeeds} have it;
 *   <li>{@link Verdict#REPRODUCED} if the interval lies above the threshold;
 *   <li>{@link Verdict#NOT_REPRODUCED} if it lies below the threshold;
 *   <li>{@link Verdict#INCONCLUSIVE} otherwise.
 * </ul>
 * So a false "reproduced" and a false "not reproduced" each have probability at most {@code alpha}, and an absent
 * difference is never read from a large p value: "as good as" has to be shown against its margin.
 *
 * <p>Each claim is judged on its own, at its own {@code alpha}. No correction (Holm's or another) is made for the number
 * of claims a study tests, because each answers a question of its own; of m claims that are all false, alpha m are
 * expected to come out as reproduced, so whoever shows verdicts says how many claims were tested.
 *
 * @param id          unique within the study, lower case with hyphens
 * @param paper       the paper
 * @param where       the place in the paper: "sec. 4.2, fig. 3"
 * @param statement   the claim in one sentence of ours
 * @param effect      what is measured a seed, in words, with its unit
 * @param threshold   the effect's mean must exceed this
 * @param why         where the threshold comes from
 * @param alpha       the error rate of each one-sided test, in (0, 0.5)
 * @param leastSeeds  with fewer seeds the verdict is inconclusive; one seed never gives a verdict
 */
public record Claim(String id, Paper paper, String where, String statement, String effect, double threshold,
                    String why, double alpha, int leastSeeds) {

    /** @throws IllegalArgumentException if a component is missing or out of its range */
    public Claim {
        if (id == null || !id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("claim id '" + id + "'; expected lower case words with hyphens");
        }
        Objects.requireNonNull(paper, () -> "paper of a claim");
        for (String text : new String[] {where, statement, effect, why}) {
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("claim " + id + ": where, statement, effect and why are all needed");
            }
        }
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("claim " + id + ": threshold " + threshold
                + "; expected a finite number");
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("claim " + id + ": alpha " + alpha
                + "; expected a number between 0 and 0.5");
        }
        if (leastSeeds < 1) {
            throw new IllegalArgumentException("claim " + id + ": leastSeeds " + leastSeeds + "; expected at least 1");
        }
    }

    /** Judges the effect by seed; seeds whose effect is NaN or infinite are left out, and the note says so. */
    public ClaimResult judge(SortedMap<Long, Double> effects) {
        return judge(SeedEffects.of(effects));
    }

    /** Judges the effect by seed; the note names the seeds that were left out. */
    public ClaimResult judge(SeedEffects effects) {
        return ClaimJudge.judge(this, List.of(effects));
    }

    /**
     * Judges the difference of two metrics that seeds do not pair, e.g. of two sets of networks, by Welch's interval.
     * The smaller side counts against {@link #leastSeeds()}.
     */
    public ClaimResult judgeUnpaired(SeedEffects a, SeedEffects b) {
        return ClaimJudge.judgeUnpaired(this, a, b);
    }

    /**
     * Judges a claim that the mean of <em>every</em> one of several effects exceeds the threshold ("at all densities"),
     * by the {@linkplain org.espalier.study.statistics.IntersectionUnion intersection-union test}: reproduced only if
     * each is. The estimate is the smallest mean effect, the interval and p value are those of the test, n is the
     * smallest number of seeds. An effect that was asked for but has no seeds is given as an empty map: the claim then
     * is not run.
     */
    public ClaimResult judgeAll(List<SortedMap<Long, Double>> effects) {
        return ClaimJudge.judge(this, effects.stream().map(SeedEffects::of).toList());
    }

    /** {@link #judgeAll(List)} of effects that know which seeds were left out. */
    public ClaimResult judgeAll(SeedEffects... effects) {
        return ClaimJudge.judge(this, List.of(effects));
    }
}
