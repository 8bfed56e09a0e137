package org.espalier.pruning.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.RecordingMonitor;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.ranking.Magnitude;
import org.espalier.pruning.ranking.PruningState;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.pruning.schedule.PruningSchedule;
import org.espalier.pruning.schedule.Rung;
import org.espalier.testkit.network.Tiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class PruningMethodTest {
    private static final Budget BUDGET = new Budget(16, 16);
    private static final long STEPS = 48;
    private static final double DENSITY = 0.4;

    static List<PruningMethod> methods() {
        return SubnetworkMethods.all().stream().filter(PruningMethod.class::isInstance).map(PruningMethod.class::cast)
            .toList();
    }

    private static Found find(PruningMethod method, Problem problem, double density, TrainingMonitor monitor) {
        try (Network network = Tiny.network(problem)) {
            TrainingOptions options = TrainingOptions.of(Adam.of(0), 1.2e-3, STEPS, 16, 3).withCheckpointSeconds(0);
            return method.find(network, problem, density, options, 3, Tiny.random(1), monitor);
        }
    }

    @Test
    void theMethodsArePlugIns() {
        assertEquals(List.of("global-magnitude-pruning", "gradient-pruning", "gradual-pruning", "grasp",
            "magnitude-pruning", "movement-pruning", "one-shot-pruning", "random-pruning", "snip", "synflow"),
            methods().stream().map(PruningMethod::name).toList());
    }

    /** The laws of every method: the density to the weight, zeros where pruned, all of the budget, the same start. */
    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodMeetsTheDensityWithinTheBudget(PruningMethod method) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        RecordingMonitor monitor = RecordingMonitor.inMemory();
        try (Network network = Tiny.network(problem)) {
            Found found = method.find(network, problem, DENSITY, BUDGET, Tiny.random(1), monitor);
            Mask mask = found.subnetwork().mask();
            assertEquals(KeptCount.of(mask.size(), DENSITY), mask.keptCount());
            assertEquals(STEPS, found.outcome().steps());
            assertEquals(STEPS, found.outcome().last().orElseThrow().step());
            assertTrue(found.outcome().passes().backward() >= 16 * 48);
            Map<String, float[]> effective = network.effective();
            InitialWeights initial = problem.initialWeights(network, DENSITY, Tiny.random(1));
            int moved = 0;
            for (MaskLayer layer : mask.layers()) {
                assertArrayEquals(initial.of(layer.name()), found.subnetwork().initial().of(layer.name()));
                assertArrayEquals(effective.get(layer.name()), found.subnetwork().weights().of(layer.name()));
                for (int i = 0; i < layer.size(); i++) {
                    if (!layer.kept(i)) {
                        assertEquals(0f, effective.get(layer.name())[i]);
                    } else if (effective.get(layer.name())[i] != initial.of(layer.name())[i]) {
                        moved++;
                    }
                }
            }
            assertTrue(moved > mask.keptCount() / 2);
            assertTrue(monitor.metrics.contains("density " + lastRung(monitor) + " " + mask.density()));
        }
    }

    private static String lastRung(RecordingMonitor monitor) {
        return monitor.metrics.stream().filter(m -> m.startsWith("density ")).reduce((a, b) -> b).orElseThrow()
            .split(" ")[1];
    }

    @ParameterizedTest
    @MethodSource("methods")
    void atDensityOneEveryMethodIsDenseTraining(PruningMethod method) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        Found found = find(method, problem, 1, TrainingMonitor.SILENT);
        try (Network network = Tiny.network(problem)) {
            DenseWeights dense = new DenseWeights(network, problem.initialWeights(network, 1, Tiny.random(1)));
            Training.run(network, dense, problem.data(), TrainingOptions.of(Adam.of(0), 1.2e-3, STEPS, 16, 3),
                Tiny.random(1), TrainingMonitor.SILENT);
            network.trainable().forEach(n -> assertArrayEquals(dense.variable(n), found.subnetwork().weights().of(n)));
        }
        assertEquals(found.subnetwork().mask().size(), found.subnetwork().mask().keptCount());
    }

    /** Killed in the first round, on a rung, just after one, and in the last step: the same bits, passes and metrics. */
    @ParameterizedTest
    @MethodSource("methods")
    void aKilledLadderEndsWithTheSameBits(PruningMethod method, @TempDir Path folder) {
        // Running statistics of batch normalisation belong to the state too; two methods show it, which saves time.
        boolean normalised = List.of("movement-pruning", "synflow").contains(method.name());
        for (String architecture : normalised ? List.of("lenet-300-100", "resnet18") : List.of("lenet-300-100")) {
            Problem problem = Tiny.problem(architecture, architecture.equals("resnet18") ? 0.04 : 0.05);
            RecordingMonitor whole = RecordingMonitor.inMemory();
            Found expected = find(method, problem, DENSITY, whole);
            TreeSet<Long> kills = new TreeSet<>(architecture.equals("resnet18") ? List.of(20L) : List.of(1L, STEPS));
            List<Long> rungs = whole.metrics.stream().filter(m -> m.startsWith("density "))
                .map(m -> Long.valueOf(m.split(" ")[1])).filter(s -> s > 0).toList();
            if (!rungs.isEmpty() && architecture.equals("lenet-300-100")) {
                for (long rung : List.of(rungs.get(0), rungs.get(rungs.size() / 2), rungs.get(rungs.size() - 1))) {
                    kills.addAll(List.of(rung, rung + 1));
                }
            }
            for (long kill : kills) {
                Path file = folder.resolve(architecture + "-" + kill);
                RecordingMonitor first = RecordingMonitor.killedAt(file, kill);
                assertThrows(RecordingMonitor.Killed.class, () -> find(method, problem, DENSITY, first));
                RecordingMonitor second = RecordingMonitor.resuming(file);
                Found found = find(method, problem, DENSITY, second);
                String where = architecture + " killed at " + kill;
                assertEquals(expected.subnetwork().mask(), found.subnetwork().mask(), where);
                expected.subnetwork().weights().values().forEach((name, values) -> assertArrayEquals(values, found.subnetwork().weights()
                    .of(name), where));
                assertEquals(expected.outcome(), found.outcome(), where);
                List<String> metrics = new ArrayList<>(first.metrics);
                metrics.addAll(second.metrics);
                assertEquals(whole.metrics, metrics, where);
            }
        }
    }

    static List<Optimizer> optimizers() {
        return List.of(Adam.of(0), Adam.of(0.01), Sgd.of(0.9, 1e-3));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void prunedWeightsAndTheirMomentsAreZeroAfterAThousandSteps(Optimizer optimizer) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        try (Network network = Tiny.network(problem)) {
            RecordingMonitor monitor = RecordingMonitor.inMemory();
            PruningLadder ladder = PruningLadder.of(network, 0.2);
            List<Rung> rungs = List.of(new Rung(20, ladder.to(0.5).kept()), new Rung(100, ladder.to(0.3).kept()));
            Found found = new LadderTraining(network, problem, problem.initialWeights(network, 1, Tiny.random(1)), rungs,
                new Magnitude(), Scope.LAYER, TrainingOptions.of(optimizer, 0.01, 1100, 16, 1000).withCheckpointSeconds(0),
                3, Tiny.random(1), LadderTraining.Restart.CONTINUE, monitor).run();
            assertEquals(1100, monitor.last.progress().step());
            int zeros = 0;
            for (MaskLayer layer : found.subnetwork().mask().layers()) {
                for (int i = 0; i < layer.size(); i++) {
                    if (!layer.kept(i)) {
                        zeros++;
                        assertEquals(0f, monitor.last.variables().get(layer.name())[i]);
                        for (float[] slot : monitor.last.slots().get(layer.name())) {
                            assertEquals(0f, Math.abs(slot[i]));
                        }
                    }
                }
            }
            assertEquals(found.subnetwork().mask().size() - ladder.to(0.3).total(), zeros);
        }
    }

    /** With plain gradient descent -g = (w' - w) / rate: the movement is the sum of w (w' - w) / rate over a round. */
    @Test
    void movementAddsUpHowTrainingMovesAWeightAwayFromZero() {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        double rate = 0.05;
        Map<String, double[]> expected = new LinkedHashMap<>();
        Map<String, float[]> before = new LinkedHashMap<>();
        List<Map<String, float[]>> seen = new ArrayList<>();
        Criterion watching = new Criterion() {
            @Override
            public String name() {
                return "watching";
            }

            @Override
            public String description() {
                return "Compares.";
            }

            @Override
            public boolean needsMovement() {
                return true;
            }

            @Override
            public Map<String, float[]> scores(PruningState state) {
                for (MaskLayer layer : state.mask().layers()) {
                    float[] found = state.movement(layer.name());
                    double largest = 0;
                    for (int i = 0; i < found.length; i++) {
                        if (layer.kept(i)) {
                            assertEquals(expected.get(layer.name())[i], found[i], 1e-4, layer.name() + i);
                        }
                        largest = Math.max(largest, Math.abs(found[i]));
                    }
                    assertTrue(largest > 1e-3);
                }
                expected.clear();
                before.clear();
                seen.add(state.weights().values());
                Map<String, float[]> scores = new LinkedHashMap<>();
                state.mask().layers().forEach(l -> scores.put(l.name(), state.movement(l.name()).clone()));
                return scores;
            }
        };
        TrainingMonitor steps = new TrainingMonitor() {
            @Override
            public void metric(String name, long step, double value) {}

            @Override
            public void stepped(long step, Parametrization weights) {
                for (String name : List.of("fc1.weight", "fc2.weight", "fc3.weight")) {
                    float[] now = weights.variable(name).clone();
                    double[] sum = expected.computeIfAbsent(name, n -> new double[now.length]);
                    float[] then = before.get(name);
                    for (int i = 0; then != null && i < now.length; i++) {
                        sum[i] += then[i] * ((double) now[i] - then[i]) / rate;
                    }
                    before.put(name, now);
                }
            }
        };
        try (Network network = Tiny.network(problem)) {
            PruningLadder ladder = PruningLadder.of(network, 0.2);
            new LadderTraining(network, problem, problem.initialWeights(network, 1, Tiny.random(1)),
                List.of(new Rung(12, ladder.to(0.7).kept())), watching, Scope.LAYER,
                TrainingOptions.of(Sgd.of(0, 0), rate, 20, 16, 10), 3, Tiny.random(1),
                LadderTraining.Restart.CONTINUE, steps).run();
        }
        assertEquals(1, seen.size());
    }

    /** No epoch's order comes twice, whole epochs continue dense training's, and no step drops what another dropped. */
    @Test
    void everyRoundSeesNewOrders() {
        Problem plain = Tiny.problem("lenet-300-100", 0.05);
        Problem problem = new Problem(plain.architecture(), new Architecture.Options(0.05, false, false, 0.5), plain.data(),
            plain.initialisation(), plain.scaled());
        List<String> asked = new ArrayList<>();
        RandomStreams listening = name -> {
            asked.add(name);
            return Tiny.random(1).stream(name);
        };
        try (Network network = Tiny.network(problem)) {
            PruningLadder ladder = PruningLadder.of(network, 0.2);
            new LadderTraining(network, problem, problem.initialWeights(network, 1, Tiny.random(1)),
                List.of(new Rung(6, ladder.to(0.7).kept()), new Rung(10, ladder.to(0.6).kept())), new Magnitude(),
                Scope.LAYER, TrainingOptions.of(Adam.of(0), 1e-3, 15, 16, 10), 3, listening,
                LadderTraining.Restart.CONTINUE, TrainingMonitor.SILENT).run();
        }
        assertEquals(List.of("data-order/0", "data-order/1", "data-order/2", "data-order/3", "data-order/4",
            "data-order/5"), asked.stream().filter(name -> name.startsWith("data-order")).toList());
        List<String> dropped = asked.stream().filter(name -> name.startsWith("dropout")).toList();
        assertEquals(15, dropped.size());
        assertEquals(15, dropped.stream().distinct().count(), dropped::toString);
        assertEquals("dropout/2/0", dropped.get(6), "a second round begins with a new epoch");
    }

    @Test
    void whatCannotBeMetIsRefusedBeforeAnyTraining() {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        TrainingMonitor none = new TrainingMonitor() {
            @Override
            public void metric(String name, long step, double value) {
                throw new AssertionError("training began");
            }

            @Override
            public void stepped(long step, Parametrization weights) {
                throw new AssertionError("training began");
            }
        };
        for (PruningMethod method : methods()) {
            String message = assertThrows(InvalidInputException.class, () -> find(method, problem, 0.002, none)).getMessage();
            assertTrue(message.contains("would leave") && message.contains("empty"), message);
            assertThrows(InvalidInputException.class, () -> find(method, problem, 0, none));
        }
        try (Network network = Tiny.network(problem)) {
            assertThrows(InvalidInputException.class, () -> new MagnitudePruning().find(network, problem, 0.2, new Budget(1, 48),
                Tiny.random(1), none));
        }
        assertFalse(methods().isEmpty());
    }

    @Test
    void schedulesOfEqualBudgetsTrainEqually() {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        for (PruningSchedule schedule : List.of(new PruningSchedule.OneShot(), new PruningSchedule.Iterative(3),
            new PruningSchedule.Gradual(5))) {
            PruningMethod method = new PruningMethod("test", "magnitude", Scope.LAYER, schedule, "Test.") {};
            assertEquals(STEPS, find(method, problem, 0.3, TrainingMonitor.SILENT).outcome().steps());
        }
    }
}
