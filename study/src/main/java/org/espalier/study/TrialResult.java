package org.espalier.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trial ends in.
 *
 * @param status  {@link Status#DONE}, or {@link Status#DIVERGED} if training left the finite numbers
 * @param reason  why it did not end as it should; empty when done
 * @param summary the final metrics by seed
 */
public record TrialResult(Status status, String reason, SortedMap<Long, Summary> summary) {

    /** How a trial ended. Done and diverged are outcomes and are kept; a failed trial is tried again by the next run. */
    public enum Status {
        DONE, DIVERGED, FAILED
    }

    public TrialResult {
        summary = Collections.unmodifiableSortedMap(new TreeMap<>(summary));
    }

    /** A result whose metrics have no labels. */
    public TrialResult(Status status, String reason, Map<Long, ? extends Map<String, Double>> summary) {
        this(status, reason, summaries(summary));
    }

    /** This result with further metrics, the same for each seed. */
    public TrialResult with(Map<Metric, Double> more) {
        TreeMap<Long, Summary> longer = new TreeMap<>();
        summary.forEach((seed, row) -> {
            Map<Metric, Double> values = new LinkedHashMap<>(row.values());
            values.putAll(more);
            longer.put(seed, Summary.of(values));
        });
        return new TrialResult(status, reason, longer);
    }

    /** A failure: no numbers. */
    public static TrialResult failed(String reason) {
        return new TrialResult(Status.FAILED, reason, Collections.<Long, Summary>emptySortedMap());
    }

    private static SortedMap<Long, Summary> summaries(Map<Long, ? extends Map<String, Double>> rows) {
        TreeMap<Long, Summary> summaries = new TreeMap<>();
        rows.forEach((seed, row) -> summaries.put(seed, Summary.named(row)));
        return summaries;
    }
}
