package org.espalier.study;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trial ends in.
 *
 * @param status  {@link Status#DONE}, or {@link Status#DIVERGED} if training left the finite numbers
 * @param reason  why it did not end as it should; empty when done
 * @param summary the final metrics by seed and name
 */
public record TrialResult(Status status, String reason, SortedMap<Long, SortedMap<String, Double>> summary) {

    /** How a trial ended. Done and diverged are outcomes and are kept; a failed trial is tried again by the next run. */
    public enum Status { DONE, DIVERGED, FAILED }

    public TrialResult {
        TreeMap<Long, SortedMap<String, Double>> copy = new TreeMap<>();
        summary.forEach((seed, row) -> copy.put(seed, Collections.unmodifiableSortedMap(new TreeMap<>(row))));
        summary = Collections.unmodifiableSortedMap(copy);
    }
}
