package org.espalier.study.spec;

import java.util.SortedMap;
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
}
