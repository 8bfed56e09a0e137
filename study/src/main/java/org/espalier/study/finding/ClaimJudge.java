package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.study.statistics.IntersectionUnion;
import org.espalier.study.statistics.Interval;
import org.espalier.study.statistics.SeedEffects;
import org.espalier.study.statistics.WelchT;

/** Applies the rule that {@link Claim} states, and says what a reader has to know to read the verdict rightly. */
final class ClaimJudge {

    private ClaimJudge() {
    }

    /** Judges that every effect exceeds the claim's threshold; one effect is the plain t test. */
    static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        List<String> notes = new ArrayList<>();
        noteLeftOut(notes, effects);
        if (effects.isEmpty()) {
            return result(claim, Interval.EMPTY, Double.NaN, notes);
        }
        List<double[]> values = effects.stream().map(SeedEffects::values).toList();
        IntersectionUnion.Outcome outcome = IntersectionUnion.greater(values, claim.threshold(), claim.alpha());
        if (outcome.interval().n() > 0) {
            if (effects.size() > 1) {
                notes.add("all of " + effects.size() + " effects tested together; the estimate is the smallest mean");
            }
            long flat = values.stream().filter(ClaimJudge::allEqual).count();
            if (flat > 0) {
                notes.add(effects.size() == 1 ? "every seed has the same effect, so the interval is a point"
                    : flat + " of the effects are the same for every seed, so their intervals are points");
            }
        } else if (effects.size() > 1) {
            long missing = values.stream().filter(v -> v.length == 0).count();
            notes.add(missing + " of " + effects.size() + " effects have no seeds");
        }
        return result(claim, outcome.interval(), outcome.p(), notes);
    }

    static ClaimResult judgeUnpaired(Claim claim, SeedEffects a, SeedEffects b) {
        List<String> notes = new ArrayList<>();
        noteLeftOut(notes, List.of(a, b));
        Interval interval = WelchT.interval(a.values(), b.values(), 1 - 2 * claim.alpha());
        if (interval.n() > 0) {
            notes.add("unpaired: " + a.n() + " against " + b.n() + " seeds");
        }
        return result(claim, interval, WelchT.greater(a.values(), b.values(), claim.threshold()).p(), notes);
    }

    private static ClaimResult result(Claim claim, Interval interval, double p, List<String> notes) {
        Verdict verdict;
        if (interval.n() == 0) {
            verdict = Verdict.NOT_RUN;
        } else if (interval.n() < claim.leastSeeds()) {
            verdict = Verdict.INCONCLUSIVE;
            notes.add(0, interval.n() + " of at least " + claim.leastSeeds() + " seeds");
        } else if (interval.low() > claim.threshold()) {
            verdict = Verdict.REPRODUCED;
        } else if (interval.high() < claim.threshold()) {
            verdict = Verdict.NOT_REPRODUCED;
        } else {
            verdict = Verdict.INCONCLUSIVE;
        }
        return new ClaimResult(claim, interval.n(), interval.mean(), interval.low(), interval.high(), p, verdict,
            String.join("; ", notes));
    }

    private static void noteLeftOut(List<String> notes, List<SeedEffects> effects) {
        SortedSet<Long> seeds = new TreeSet<>();
        effects.forEach(effect -> seeds.addAll(effect.leftOut()));
        if (!seeds.isEmpty()) {
            notes.add(seeds.size() + (seeds.size() == 1 ? " seed" : " seeds")
                + " left out for want of a finite value on every side of the comparison ("
                + seeds.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "))
                + (seeds.size() > 10 ? ", ..." : "") + "): the verdict is about the others");
        }
    }

    private static boolean allEqual(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return values.length > 1;
    }
}
