package org.espalier.analysis.trial;

import java.util.List;
import org.espalier.study.record.OldMetricNames;

/** Metrics of this module's studies as records named them before they had labels. */
public final class NamesBeforeLabels implements OldMetricNames {
    private static final List<String> PATTERNS = List.of(
        "agreement/a/b", "error_consistency/a/b", "jaccard/a/b", "jaccard_by_chance/a/b", "cka/layer/a/b",
        "stable_rank/layer/a", "dead_units/a", "effective_density/a", "category_clustering/layer",
        "centroid_consistency/layer", "consistency/layer", "within_class_consistency/layer", "change_rank/layer",
        "rank_entropy/layer", "rank_participation/layer", "rank_participation_of_squares/layer", "rank_stable/layer",
        "rank_threshold/layer", "rank_entropy/network/layer", "rank_participation/network/layer",
        "rank_participation_of_squares/network/layer", "rank_stable/network/layer", "rank_threshold/network/layer",
        "representation_alignment/layer", "representation_alignment/network/layer", "kernel_alignment/network",
        "target_alignment/network", "weight_change/network", "relative_weight_change/network");

    @Override
    public List<String> patterns(String study) {
        return study.startsWith("analysis/") ? PATTERNS : List.of();
    }
}
