package org.espalier.study.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.espalier.study.Plan;

/**
 * One entry of {@code claims.json}: a judged claim with the study and the preset it was judged on.
 *
 * <p>Numbers that do not exist (not run, or an interval that one seed cannot bound) are null.
 *
 * @param id         {@code <study>/<claim id>}: unique in the file
 * @param paper      "Ramanujan et al. 2020, arXiv:1911.13299"
 * @param where      the place in the paper
 * @param statement  the claim in one sentence
 * @param study      the study's id
 * @param preset     the preset's label
 * @param n          the number of seeds
 * @param estimate   the mean effect
 * @param ciLow      lower end of the {@code 1 - 2 alpha} interval
 * @param ciHigh     its upper end
 * @param p          one-sided p value
 * @param expected   what the mean effect was expected to exceed: "mean effect > -0.02 (accuracy difference)"
 * @param verdict    the verdict's label; inconclusive where the evidence is an indication
 * @param evidence   {@code verdict} or {@code indication}; null of a claim that was not run
 * @param indication {@code for}, {@code against} or {@code unclear}; null of a verdict
 * @param reasons    why there is no verdict
 * @param dataset    the data sets of the trials, by name
 * @param overrides  what the run changed of the preset: {@code density=0.1}
 * @param planned    the number of trials planned
 * @param effect     what is measured a seed
 * @param threshold  the number in {@code expected}
 * @param why        where the threshold comes from
 * @param alpha      the error rate of each one-sided test
 * @param leastSeeds the number of seeds a verdict needs
 * @param note       what a reader must know to read the verdict rightly; empty in most cases
 */
@JsonPropertyOrder({"id", "paper", "where", "statement", "study", "preset", "n", "estimate", "ci_low", "ci_high", "p",
    "expected", "verdict", "evidence", "indication", "reasons", "dataset", "overrides", "planned", "effect", "threshold", "why", "alpha",
    "least_seeds", "note"})
public record PublishedClaim(String id, String paper, String where, String statement, String study, String preset,
                             int n, Double estimate, @JsonProperty("ci_low") Double ciLow,
                             @JsonProperty("ci_high") Double ciHigh, Double p, String expected, String verdict, String evidence,
                             String indication, List<String> reasons, List<String> dataset, List<String> overrides, int planned,
                             String effect, double threshold, String why, double alpha,
                             @JsonProperty("least_seeds") int leastSeeds, String note) {

    /** The entry of a judged claim. */
    public static PublishedClaim of(Plan plan, Judgement judgement) {
        String study = plan.study();
        ClaimResult result = judgement.result();
        Claim claim = result.claim();
        List<String> overrides = new ArrayList<>(plan.overrides().settings());
        plan.overrides().seeds().ifPresent(n -> overrides.add("seeds=" + n));
        return new PublishedClaim(study + "/" + claim.id(), claim.paper().citation() + ", " + claim.paper().id(),
            claim.where(), claim.statement(), study, plan.preset().label(), result.n(), existing(result.estimate()),
            existing(result.ciLow()), existing(result.ciHigh()), existing(result.p()),
            "mean effect > " + Cells.number(claim.threshold()) + " (" + claim.effect() + ")",
            judgement.verdict().label(), !judgement.isRun() ? null : judgement.indication().isPresent() ? "indication" : "verdict",
            judgement.indication().map(Indication::label).orElse(null), judgement.isRun() ? judgement.evidence().reasons() : List.of(),
            plan.trials().stream().flatMap(t -> t.data().keySet().stream()).distinct().sorted().toList(), overrides,
            plan.trials().size(), claim.effect(), claim.threshold(), claim.why(), claim.alpha(),
            claim.leastSeeds(), result.note());
    }

    private static Double existing(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
