package org.espalier.edgepopup.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.analysis.trial.Instruments;
import org.espalier.base.RandomStreams;
import org.espalier.edgepopup.PopupScores;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is stopped anywhere and resumed is looked at as if it had never stopped. */
class MaskMovementTest {
    private static final RandomStreams RANDOM = RandomStreams.of(1)::stream;
    private static final Budget BUDGET = new Budget(2, 128);
    private static final int LOOKS = 5;

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Keeps the last checkpoint and stops the training when it has one of the step given. */
    private static final class Keeper implements TrainingMonitor {
        private final long stopAt;
        private Checkpoint kept;

        Keeper(long stopAt) {
            this.stopAt = stopAt;
        }

        @Override
        public void metric(String name, long step, double value) {}

        @Override
        public Optional<Checkpoint> restore() {
            return Optional.ofNullable(kept);
        }

        @Override
        public void save(Checkpoint checkpoint) {
            kept = checkpoint;
            if (checkpoint.progress().step() == stopAt) {
                throw new Stopped();
            }
        }
    }

    private static Problem problem() {
        DataSplit raw = DataSplit.of(DataSets.named("digits").load(DataLocator.standard()), 200, RANDOM.stream("split"));
        return new Problem(Architectures.named("lenet-300-100"), new Architecture.Options(0.1, false, false),
            Standardisation.fit(raw.train()).apply(raw), Initialisation.KAIMING_NORMAL, false);
    }

    private static Map<String, Double> watched(Path folder, TrainingMonitor monitor) {
        Problem problem = problem();
        try (Network network = Network.create(problem.architecture(), problem.options(), problem.data().train().shape(),
            problem.data().train().classes())) {
            InitialWeights initial = problem.initialWeights(network, 0.5, RANDOM);
            List<PopupScores.Scored> tensors = new ArrayList<>();
            for (NetworkParameter p : network.parameters(Role.WEIGHT)) {
                float[] scores = new float[p.size()];
                Initialisation.scoreInitialisation().fill(scores, p.fanIn(), p.fanOut(), 1, RANDOM.stream("s/" + p.name()));
                tensors.add(new PopupScores.Scored(p.name(), p.shape(), initial.of(p.name()), scores));
            }
            PopupScores scores = new PopupScores(tensors, initial, 0.5, Ranking.MAGNITUDE, Scope.LAYER);
            MaskMovement movement = new MaskMovement(0.5, BUDGET, LOOKS, 3);
            TrainingMonitor watch = movement.watch(new Instruments.Scene(network, problem, RANDOM, folder), monitor);
            int images = problem.data().train().count();
            TrainingOutcome outcome = Training.run(network, scores, problem.data(), TrainingOptions.of(Sgd.of(0.9, 1e-4), 0.1,
                BUDGET.steps(images), BUDGET.batchSize(), 10).withCheckpointSeconds(0), RANDOM, watch);
            Map<String, Double> log = new LinkedHashMap<>();
            movement.measure(new Found(new Subnetwork(scores.mask(), initial, initial), outcome),
                (name, step, value) -> log.put(name + "@" + step, value));
            return log;
        }
    }

    @Test
    void aResumedTrainingIsLookedAtAsIfNeverStopped(@TempDir Path whole, @TempDir Path parts) {
        Map<String, Double> expected = watched(whole, new Keeper(-1));
        assertTrue(expected.keySet().stream().filter(k -> k.startsWith("swapped_fraction")).count() == LOOKS,
            expected.toString());
        List<Long> steps = Snapshots.evenly(LOOKS, BUDGET.steps(problem().data().train().count()));
        // At a look, right after it, and between two.
        for (long stop : List.of(steps.get(2), steps.get(2) + 1, steps.get(3) + 2)) {
            Keeper stopped = new Keeper(stop);
            assertThrows(Stopped.class, () -> watched(parts, stopped));
            Keeper resumed = new Keeper(-1);
            resumed.kept = stopped.kept;
            assertEquals(expected, watched(parts, resumed), "stopped at step " + stop);
        }
    }
}
