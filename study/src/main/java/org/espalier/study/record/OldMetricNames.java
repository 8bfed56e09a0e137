package org.espalier.study.record;

import java.util.List;

/**
 * What the parts of metric names meant before metrics had labels, when a record said {@code cka/fc1/dense-adam/edge-popup}. Found
 * by {@link java.util.ServiceLoader}, so that old records are read.
 */
public interface OldMetricNames {

    /**
     * The patterns of a study's names, each the metric and then the labels of its parts: {@code cka/layer/a/b}.
     *
     * @param study the study's id
     */
    List<String> patterns(String study);
}
