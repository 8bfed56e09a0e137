package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.record.RunStatus;

/**
 * Whether the records of a run can carry verdicts. Only the complete grid of {@code standard} or {@code paper}, as the preset has
 * it, can, and a claim needs five seeds; everything else is an {@link Indication}.
 *
 * @param reasons why not, each a clause; none if it can
 */
public record Evidence(List<String> reasons) {
    /** Fewer seeds of a claim make no verdict, whatever the claim itself asks for. */
    public static final int LEAST_SEEDS = 5;
    private static final Set<Preset> DECIDING = Set.of(Preset.STANDARD, Preset.PAPER);

    public Evidence {
        reasons = List.copyOf(reasons);
    }

    /**
     * What the records of a plan can carry.
     *
     * @param plan   the trials whose records are judged
     * @param status how far they are
     */
    public static Evidence of(Study study, Plan plan, RunStatus status) {
        List<String> reasons = new ArrayList<>();
        if (!DECIDING.contains(plan.preset())) {
            reasons.add("preset " + plan.preset().label() + "; verdicts are of standard and paper");
        }
        List<Trial> own = study.trials(plan.preset(), Overrides.NONE);
        if (plan.trials().stream().anyMatch(t -> t.version() != study.version())) {
            reasons.add("records of another version of the study");
        } else if (!points(own).equals(points(plan.trials()))) {
            reasons.add("not the preset's own grid" + (plan.overrides().settings().isEmpty() ? ""
                : " (" + plan.overrides().settings().stream().map(s -> "--set " + s).collect(Collectors.joining(" ")) + ")"));
        } else if (!seeds(plan.trials()).containsAll(seeds(own))) {
            reasons.add("fewer seeds than the preset has");
        }
        int unfinished = status.missing() + status.failed();
        if (unfinished > 0) {
            reasons.add(unfinished + " of " + status.total() + " trials have no result");
        }
        int doubted = status.doubts().values().stream().mapToInt(Integer::intValue).sum();
        if (doubted > 0) {
            reasons.add(doubted + " of " + status.total() + " records are not to be relied on");
        }
        return new Evidence(reasons);
    }

    /** A point is what a trial is but for its seeds. */
    private static Set<Parameters> points(Collection<Trial> trials) {
        return trials.stream().map(Trial::parameters).collect(Collectors.toSet());
    }

    private static Set<Long> seeds(Collection<Trial> trials) {
        return trials.stream().flatMap(t -> t.seeds().stream()).collect(Collectors.toSet());
    }

    /** A judged claim with what its evidence is. */
    public Judgement of(ClaimResult result) {
        List<String> all = new ArrayList<>(reasons);
        if (result.n() > 0 && result.n() < LEAST_SEEDS) {
            all.add(result.n() + " of at least " + LEAST_SEEDS + " seeds");
        }
        return new Judgement(result, new Evidence(all));
    }
}
