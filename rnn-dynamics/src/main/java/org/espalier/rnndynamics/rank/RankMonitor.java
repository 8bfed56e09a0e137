package org.espalier.rnndynamics.rank;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.rnndynamics.population.PopulationCheckpoint;
import org.espalier.rnndynamics.population.PopulationMonitor;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.population.TrialCheckpoint;
import org.espalier.study.TrialContext;

/**
 * Joins the training of a population to its trial: measures the networks where they are validated, and keeps checkpoints in the
 * trial's folder. The last step is left to the trial, which measures it whether or not it was interrupted there.
 */
final class RankMonitor implements PopulationMonitor {
    private final List<Long> seeds;
    private final TrialContext context;
    private final PopulationTraining training;
    private final List<RankMeasures> measures;
    private final long steps;
    private final TrialCheckpoint kept;

    RankMonitor(List<Long> seeds, TrialContext context, PopulationTraining training, List<RankMeasures> measures, long steps) {
        this.seeds = seeds;
        this.context = context;
        this.training = training;
        this.measures = measures;
        this.steps = steps;
        kept = new TrialCheckpoint(context);
    }

    @Override
    public void metric(int network, String name, long step, double value) {
        if (name.equals("train_loss")) {
            context.metrics().append(seeds.get(network), name, step, value);
            if (step < steps) {
                log(network, step, measures.get(network).of(ReluNetwork.of(training.outcomes().get(network).weights())));
            }
        }
    }

    private void log(int network, long step, Map<String, Double> measured) {
        measured.forEach((name, value) -> context.metrics().append(seeds.get(network), name, step, value));
    }

    @Override
    public void progress(double fraction) {
        context.progress(fraction);
    }

    /** Takes up the checkpoint if there is one; if not, the log begins here, with the networks as they start. */
    @Override
    public Optional<PopulationCheckpoint> restore() {
        Optional<PopulationCheckpoint> checkpoint = kept.restore();
        if (checkpoint.isEmpty()) {
            for (int i = 0; i < measures.size(); i++) {
                log(i, 0, measures.get(i).atStart());
            }
        }
        return checkpoint;
    }

    @Override
    public void save(PopulationCheckpoint checkpoint) {
        kept.save(checkpoint, Map.of());
    }

    /** Removes the checkpoint of a trial that needs it no more. */
    void finish() {
        kept.remove();
    }
}
