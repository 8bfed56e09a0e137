package org.espalier.study.execute;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.espalier.base.RandomStreams;
import org.espalier.study.MetricLog;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.RunDirectory;

/** The context of a trial that runs in this JVM. */
record RunningTrial(Assignment assignment, OpenTrial open, MetricLog metrics, RunDirectory directory,
                    Optional<Path> dataDirectory, DoubleConsumer listener) implements TrialContext {

    private Trial trial() {
        return assignment.trial();
    }

    @Override
    public List<Trial> dependents() {
        return assignment.dependents();
    }

    @Override
    public Path folder() {
        return open.folder();
    }

    @Override
    public Optional<Path> runs() {
        return Optional.of(directory.root());
    }

    @Override
    public RandomStreams streams(long seed) {
        if (!trial().seeds().contains(seed)) {
            throw new IllegalArgumentException("the trial does not have seed " + seed);
        }
        return RandomStreams.of(seed);
    }

    @Override
    public Path artifact(String trialId, String fileName) {
        requirePredecessor(trialId);
        return directory.artifact(trial().study(), trialId, fileName);
    }

    @Override
    public Path artifact(String trialId, String fileName, Consumer<Path> make) {
        requirePredecessor(trialId);
        return directory.artifact(trial().study(), trialId, fileName, make);
    }

    @Override
    public boolean diverged(String trialId) {
        requirePredecessor(trialId);
        return directory.record(trial().study(), trialId).filter(r -> r.status() == TrialResult.Status.DIVERGED).isPresent();
    }

    @Override
    public boolean keepsEverything() {
        return !System.getenv().containsKey(WorkerCommand.NO_NETWORKS);
    }

    private void requirePredecessor(String trialId) {
        if (!trial().startsFrom().contains(trialId)) {
            throw new IllegalArgumentException("the trial does not start from trial " + trialId);
        }
    }

    @Override
    public void progress(double fraction) {
        open.keepTime();
        listener.accept(Math.min(1, Math.max(0, fraction)));
    }
}
