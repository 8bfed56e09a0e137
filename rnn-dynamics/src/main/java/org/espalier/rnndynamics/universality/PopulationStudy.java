package org.espalier.rnndynamics.universality;

import java.util.SortedMap;
import org.espalier.nets.engine.Engine;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/** A study of populations: what it does with its trials follows from its task. */
public abstract class PopulationStudy implements Study {
    private final ComparedTask task;
    private final double analysisSeconds;

    /** @param analysisSeconds what the task's own analysis takes, as {@link PopulationStudies#estimateSeconds} has it */
    protected PopulationStudy(ComparedTask task, double analysisSeconds) {
        this.task = task;
        this.analysisSeconds = analysisSeconds;
    }

    /** What is asked of each network. */
    protected ComparedTask task() {
        return task;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return PopulationStudies.estimateSeconds(trial, task, analysisSeconds);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return PopulationStudies.run(trial, context, task);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return Engine.versions();
    }
}
