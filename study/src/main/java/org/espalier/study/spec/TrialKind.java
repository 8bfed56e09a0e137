package org.espalier.study.spec;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.espalier.study.Parameters;
import org.espalier.study.Summary;
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

    /** What a trial does. */
    @FunctionalInterface
    interface Act {
        TrialResult run(Trial trial, TrialContext context) throws Exception;
    }

    /** A kind of a few words, which does not do without diverged trials. */
    static TrialKind of(Act act, ToDoubleFunction<Trial> seconds, Supplier<SortedMap<String, String>> libraries) {
        return new TrialKind() {
            @Override
            public TrialResult run(Trial trial, TrialContext context) throws Exception {
                return act.run(trial, context);
            }

            @Override
            public double estimateSeconds(Trial trial) {
                return seconds.applyAsDouble(trial);
            }

            @Override
            public SortedMap<String, String> libraries() {
                return libraries.get();
            }
        };
    }

    /** This kind, whose trials do without those they start from that diverged. */
    default TrialKind withoutDiverged() {
        TrialKind kind = this;
        return new TrialKind() {
            @Override
            public TrialResult run(Trial trial, TrialContext context) throws Exception {
                return kind.run(trial, context);
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
                return true;
            }
        };
    }

    /** This kind, but {@code other} for trials with such parameters; with the libraries of both. */
    default TrialKind unless(Predicate<Parameters> such, TrialKind other) {
        TrialKind kind = this;
        return new TrialKind() {
            private TrialKind of(Trial trial) {
                return such.test(trial.parameters()) ? other : kind;
            }

            @Override
            public TrialResult run(Trial trial, TrialContext context) throws Exception {
                return of(trial).run(trial, context);
            }

            @Override
            public double estimateSeconds(Trial trial) {
                return of(trial).estimateSeconds(trial);
            }

            @Override
            public SortedMap<String, String> libraries() {
                SortedMap<String, String> both = new TreeMap<>(kind.libraries());
                both.putAll(other.libraries());
                return both;
            }

            @Override
            public boolean doesWithoutDiverged(Trial trial) {
                return of(trial).doesWithoutDiverged(trial);
            }
        };
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
                return result.with(Summary.named(measure.of(trial, context)).values());
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
