package org.espalier.study.record;

import java.util.SortedMap;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;

/**
 * A finished trial: {@code record.json}. Written last and by atomic rename; where it is missing there is no result.
 *
 * @param trial      what was run
 * @param status     how it ended
 * @param reason     why, if it did not end as it should
 * @param summary    final metrics by seed and name
 * @param provenance where it comes from
 */
public record TrialRecord(Trial trial, TrialResult.Status status, String reason,
                          SortedMap<Long, SortedMap<String, Double>> summary, Provenance provenance) {
}
