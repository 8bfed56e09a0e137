package org.espalier.rnndynamics.rank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.NetsException;
import org.espalier.rnndynamics.population.PopulationCheckpoint;
import org.espalier.rnndynamics.population.PopulationMonitor;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.study.TrialContext;

/**
 * Joins the training of a population to its trial: measures the networks where they are validated, keeps checkpoints in the
 * trial's folder with the length of its log, so that a trial that goes on from one writes the same log as one never
 * interrupted. The last step is left to the trial, which measures it whether or not it was interrupted there.
 */
final class RankMonitor implements PopulationMonitor {
    private static final String FILE = "checkpoint.safetensors";
    private static final String POSITION = "metrics-position";

    private final List<Long> seeds;
    private final TrialContext context;
    private final PopulationTraining training;
    private final List<RankMeasures> measures;
    private final long steps;
    private final Path file;

    RankMonitor(List<Long> seeds, TrialContext context, PopulationTraining training, List<RankMeasures> measures, long steps) {
        this.seeds = seeds;
        this.context = context;
        this.training = training;
        this.measures = measures;
        this.steps = steps;
        file = context.folder().resolve(FILE);
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
        if (!Files.exists(file)) {
            for (int i = 0; i < measures.size(); i++) {
                log(i, 0, measures.get(i).atStart());
            }
            return Optional.empty();
        }
        PopulationCheckpoint checkpoint = PopulationCheckpoint.read(file);
        context.metrics().rewind(Long.parseLong(checkpoint.notes().get(POSITION)));
        return Optional.of(checkpoint);
    }

    @Override
    public void save(PopulationCheckpoint checkpoint) {
        checkpoint.write(file, Map.of(POSITION, Long.toString(context.metrics().position())));
    }

    /** Removes the checkpoint of a trial that needs it no more. */
    void finish() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new NetsException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }
}
