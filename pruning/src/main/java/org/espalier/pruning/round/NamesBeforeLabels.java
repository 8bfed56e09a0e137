package org.espalier.pruning.round;

import java.util.List;
import org.espalier.study.record.OldMetricNames;

/** Metrics of this module's studies and of those of tickets as records named them before they had labels. */
public final class NamesBeforeLabels implements OldMetricNames {
    private static final List<String> PATTERNS = List.of(
        "density/tensor");

    @Override
    public List<String> patterns(String study) {
        return study.startsWith("pruning/") || study.startsWith("lottery-ticket/") ? PATTERNS : List.of();
    }
}
