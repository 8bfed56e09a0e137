package org.espalier.study.record;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;

/**
 * A finished trial: {@code record.json}. Written last and by atomic rename; where it is missing there is no result.
 *
 * @param trial      what was run
 * @param status     how it ended
 * @param reason     why, if it did not end as it should
 * @param summary    final metrics by seed
 * @param provenance where it comes from
 */
public record TrialRecord(Trial trial, TrialResult.Status status, String reason,
                          SortedMap<Long, Summary> summary, Provenance provenance) {

    public TrialRecord {
        summary = Collections.unmodifiableSortedMap(new TreeMap<>(summary));
    }

    /** A record whose metrics have no labels. */
    public TrialRecord(Trial trial, TrialResult.Status status, String reason, Map<Long, ? extends Map<String, Double>> summary,
                       Provenance provenance) {
        this(trial, status, reason, new TrialResult(status, reason, summary).summary(), provenance);
    }
}
