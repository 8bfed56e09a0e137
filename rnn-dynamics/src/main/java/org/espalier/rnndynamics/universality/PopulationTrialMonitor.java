package org.espalier.rnndynamics.universality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.rnndynamics.population.PopulationCheckpoint;
import org.espalier.rnndynamics.population.PopulationMonitor;
import org.espalier.rnndynamics.population.TrialCheckpoint;
import org.espalier.study.TrialContext;

/**
 * Joins the training of a population to its trial: metrics go to the trial's log, checkpoints to its folder.
 *
 * <p>A checkpoint keeps which networks had already learnt, so that a resumed trial writes the same files as one never
 * interrupted.
 */
final class PopulationTrialMonitor implements PopulationMonitor {
    private static final String LEARNT = "learnt-at-";
    private static final String LOSS = "val_loss";

    private final List<Long> seeds;
    private final TrialContext context;
    private final double learntBelow;
    private final double shareOfTrial;
    private final TrialCheckpoint kept;
    private final Map<Integer, Long> learntAt = new LinkedHashMap<>();

    /**
     * @param seeds        of the networks, in their order
     * @param shareOfTrial how much of the trial's work the training is
     */
    PopulationTrialMonitor(List<Long> seeds, TrialContext context, double learntBelow, double shareOfTrial) {
        this.seeds = seeds;
        this.context = context;
        this.learntBelow = learntBelow;
        this.shareOfTrial = shareOfTrial;
        kept = new TrialCheckpoint(context);
    }

    @Override
    public void metric(int network, String name, long step, double value) {
        context.metrics().append(seeds.get(network), name, step, value);
        if (name.equals(LOSS) && value < learntBelow) {
            learntAt.putIfAbsent(network, step);
        }
    }

    @Override
    public void progress(double fraction) {
        context.progress(shareOfTrial * fraction);
    }

    @Override
    public void save(PopulationCheckpoint checkpoint) {
        Map<String, String> notes = new LinkedHashMap<>();
        learntAt.forEach((network, step) -> notes.put(LEARNT + network, Long.toString(step)));
        kept.save(checkpoint, notes);
    }

    @Override
    public Optional<PopulationCheckpoint> restore() {
        Optional<PopulationCheckpoint> checkpoint = kept.restore();
        checkpoint.ifPresent(c -> c.notes().forEach((key, value) -> {
            if (key.startsWith(LEARNT)) {
                learntAt.put(Integer.valueOf(key.substring(LEARNT.length())), Long.valueOf(value));
            }
        }));
        return checkpoint;
    }

    /** The first validation at which a network's loss was low enough, in training steps. */
    OptionalLong learntAt(int network) {
        return learntAt.containsKey(network) ? OptionalLong.of(learntAt.get(network)) : OptionalLong.empty();
    }

    /** Removes the checkpoint of a trial that needs it no more. */
    void finish() {
        kept.remove();
    }
}
