package org.espalier.study.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.espalier.study.Trial;

/**
 * The trial that is most like another, and what tells them apart: least in parameters and seeds, then in the rest.
 *
 * @param trial       the other trial
 * @param differences in what they differ, never nothing
 */
public record NearestRecord(Trial trial, List<TrialDifference> differences) {

    /**
     * The nearest of {@code others}, of equals the first.
     *
     * @param trials trials by id, to say what tells starts apart
     */
    public static Optional<NearestRecord> to(Trial planned, Collection<Trial> others, Function<String, Optional<Trial>> trials) {
        return others.stream().filter(o -> !o.equals(planned))
            .map(o -> new NearestRecord(o, TrialDifference.between(planned, o, trials)))
            .min(Comparator.comparingLong(count(NearestRecord::isGridPoint)).thenComparing(n -> n.differences().size()));
    }

    private static ToLongFunction<NearestRecord> count(java.util.function.Predicate<TrialDifference> which) {
        return n -> n.differences().stream().filter(which).count();
    }

    private static boolean isGridPoint(TrialDifference difference) {
        return difference.kind() == TrialDifference.Kind.PARAMETER || difference.kind() == TrialDifference.Kind.SEEDS;
    }
}
