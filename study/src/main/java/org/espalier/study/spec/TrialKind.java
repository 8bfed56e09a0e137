package org.espalier.study.spec;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/** What the trials of a study do; several studies may share a kind. */
public interface TrialKind {

    /** As {@link org.espalier.study.Study#run}. */
    TrialResult run(Trial trial, TrialContext context) throws Exception;

    /** As {@link org.espalier.study.Study#estimateSeconds}. */
    double estimateSeconds(Trial trial);

    /** As {@link org.espalier.study.Study#libraries}. */
    SortedMap<String, String> libraries();

    /** As {@link org.espalier.study.Study#doesWithoutDiverged}. */
    default boolean doesWithoutDiverged(Trial trial) {
        return false;
    }

    /** Metrics of what a trial that is done left in its folder. */
    @FunctionalInterface
    interface Measure {
        Map<String, Double> of(Trial trial, TrialContext context);
    }

    /** This kind, with further final metrics of every trial that is done, the same for each of its seeds. */
    default TrialKind adding(Measure measure) {
        TrialKind kind = this;
        return new TrialKind() {
            @Override
            public TrialResult run(Trial trial, TrialContext context) throws Exception {
                TrialResult result = kind.run(trial, context);
                if (result.status() != TrialResult.Status.DONE) {
                    return result;
                }
                Map<String, Double> more = measure.of(trial, context);
                SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>(result.summary());
                summary.replaceAll((seed, row) -> {
                    SortedMap<String, Double> longer = new TreeMap<>(row);
                    longer.putAll(more);
                    return longer;
                });
                return new TrialResult(result.status(), result.reason(), summary);
            }

            @Override
            public double estimateSeconds(Trial trial) {
                return kind.estimateSeconds(trial);
            }

            @Override
            public SortedMap<String, String> libraries() {
                return kind.libraries();
            }

            @Override
            public boolean doesWithoutDiverged(Trial trial) {
                return kind.doesWithoutDiverged(trial);
            }
        };
    }
}
