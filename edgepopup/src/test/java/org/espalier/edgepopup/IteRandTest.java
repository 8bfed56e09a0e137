package org.espalier.edgepopup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.TopSelection;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.StartingNetwork;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class IteRandTest {
    private static final RandomStreams RANDOM = RandomStreams.of(1)::stream;
    private static final double DENSITY = 0.3;
    private static DataSplit digits;

    /** Every state of a search, by step. */
    private static final class Watched implements TrainingMonitor {
        private final Map<Long, Checkpoint> states = new TreeMap<>();

        @Override
        public void metric(String name, long step, double value) {}

        @Override
        public void state(long step, Supplier<Checkpoint> state) {
            states.put(step, state.get());
        }
    }

    @BeforeAll
    static void load() {
        DataSplit raw = DataSplit.of(DataSets.named("digits").load(DataLocator.standard()), 200, RANDOM.stream("split"));
        digits = Standardisation.fit(raw.train()).apply(raw);
    }

    private static Problem problem(String init) {
        return new Problem(Architectures.named("lenet-300-100"), new Architecture.Options(0.1, false, false), digits,
            Initialisation.named(init), false);
    }

    private static Found find(SubnetworkMethod method, Problem problem, int epochs, TrainingMonitor monitor) {
        try (Network network = problem.network()) {
            return method.find(network, problem, DENSITY, new Budget(epochs, 128), RANDOM, monitor);
        }
    }

    /** The paper's 300, and as many redrawings in a training of any length. */
    @Test
    void redrawsAsOftenAsThePaperInATrainingOfAnyLength() {
        assertEquals(300, IteRand.every(35_200));
        assertEquals(30, IteRand.every(3520));
        assertEquals(1, IteRand.every(20));
    }

    @Test
    void withoutRedrawingItIsEdgePopupToTheBit() {
        Found expected = find(new EdgePopup(), problem("kaiming-normal"), 3, TrainingMonitor.SILENT);
        Found found = find(new IteRand("none", "", 0, false), problem("kaiming-normal"), 3, TrainingMonitor.SILENT);
        assertEquals(expected.subnetwork().mask(), found.subnetwork().mask());
        expected.subnetwork().scores().forEach((name, scores) -> assertArrayEquals(scores, found.subnetwork().scores().get(name)));
        assertEquals(expected.outcome(), found.outcome());
    }

    /** The algorithm by plain loops, from the scores of every step: which weights are where, to the bit, from first to last. */
    @Test
    void prunedWeightsAreDrawnAnewAtTheRateAndKeptOnesAreNot() {
        redrawsByPlainLoops(new IteRand(), 0.1, false);
    }

    @Test
    void allPrunedWeightsAreDrawnAnewWithoutPartialRandomisation() {
        redrawsByPlainLoops(new IteRand.All(), 1, false);
    }

    /** As many: the kept are 0.3 of all. */
    @Test
    void theControlDrawsAsManyOfTheKeptOnes() {
        redrawsByPlainLoops(new IteRand.Kept(), 0.1 * 0.7 / 0.3, true);
    }

    private static void redrawsByPlainLoops(IteRand method, double rate, boolean ofKept) {
        Problem problem = problem("kaiming-normal");
        Watched watched = new Watched();
        Found found = find(method, problem, 20, watched);
        long steps = found.outcome().steps();
        long every = IteRand.every(steps);
        assertTrue(every > 1 && (steps - 1) / every > 50, steps + " steps, " + every + " from one redrawing to the next");
        Map<String, float[]> weights = new LinkedHashMap<>();
        long redrawn = 0;
        double expected = 0;
        try (Network network = problem.network()) {
            InitialWeights initial = problem.initialWeights(network, DENSITY, RANDOM);
            watched.states.get(0L).variables().keySet().forEach(layer -> weights.put(layer, initial.of(layer).clone()));
            for (long step = 0; step <= steps; step++) {
                Checkpoint state = watched.states.get(step);
                for (String layer : weights.keySet()) {
                    float[] values = weights.get(layer);
                    if (step > 0 && step < steps && step % every == 0) {
                        String stream = "redrawn/" + step + "/";
                        InitialWeights fresh = problem.drawnWeights(network, DENSITY, name -> RANDOM.stream(stream + name));
                        RandomGenerator chosen = RANDOM.stream(stream + "chosen/" + layer);
                        boolean[] kept = new boolean[values.length];
                        new TopSelection().keepLargestMagnitudes(state.variables().get(layer),
                            KeptCount.of(values.length, DENSITY), kept);
                        for (int i = 0; i < values.length; i++) {
                            boolean draws = chosen.nextDouble() < rate;
                            expected += kept[i] == ofKept ? rate : 0;
                            if (draws && kept[i] == ofKept) {
                                assertTrue(values[i] != fresh.of(layer)[i]);
                                values[i] = fresh.of(layer)[i];
                                redrawn++;
                            }
                        }
                    }
                    assertArrayEquals(values, state.own().numbers("weights/" + layer, values.length), layer + " at step " + step);
                }
            }
        }
        assertEquals(expected, redrawn, rate == 1 ? 0 : 4 * Math.sqrt(expected));
        weights.forEach((layer, values) -> assertArrayEquals(values, found.subnetwork().initial().of(layer)));
    }

    /** What a study exports: the mask on the weights kept with it has the accuracy that was measured. */
    @Test
    void theFoundSubnetworkIsTheMaskOnTheWeightsThatWereDrawnLast() {
        for (IteRand method : new IteRand[] {new IteRand(), new IteRand.All(), new IteRand.Kept()}) {
            Problem problem = problem("signed-constant");
            Found found = find(method, problem, 3, TrainingMonitor.SILENT);
            Subnetwork subnetwork = found.subnetwork();
            Map<String, float[]> masked = new LinkedHashMap<>(subnetwork.initial().values());
            int other = 0;
            try (Network network = problem.network()) {
                InitialWeights first = problem.initialWeights(network, DENSITY, RANDOM);
                for (MaskLayer layer : subnetwork.mask().layers()) {
                    assertEquals(KeptCount.of(layer.size(), DENSITY), layer.keptCount());
                    float[] values = subnetwork.initial().of(layer.name()).clone();
                    float magnitude = Math.abs(values[0]);
                    for (int i = 0; i < values.length; i++) {
                        assertEquals(magnitude, Math.abs(values[i]), "a new weight has the distribution of the old ones");
                        other += layer.kept(i) && values[i] != first.of(layer.name())[i] ? 1 : 0;
                    }
                    layer.apply(values);
                    masked.put(layer.name(), values);
                    assertArrayEquals(values, subnetwork.weights().of(layer.name()));
                }
                network.load(new FixedWeights(new InitialWeights(masked)), 0);
                assertEquals(found.outcome().last().orElseThrow().accuracy(),
                    Evaluation.of(network, digits.validation(), new CrossEntropy(0)).accuracy());
            }
            assertTrue(other > 0, "new weights are among those that " + method.name() + " keeps");
        }
    }

    /** Without the weights in the checkpoint a search would go on with the first ones. */
    @Test
    void goesOnFromAnyStepWithTheSameBits() {
        Watched watched = new Watched();
        Found whole = find(new IteRand(), problem("kaiming-normal"), 20, watched);
        for (long step : List.of(1L, 2L, 3L, 101L, whole.outcome().steps() - 1)) {
            Found resumed = find(new IteRand(), problem("kaiming-normal"), 20, new TrainingMonitor() {
                @Override
                public void metric(String name, long at, double value) {}

                @Override
                public Optional<Checkpoint> restore() {
                    return Optional.of(watched.states.get(step));
                }
            });
            assertEquals(whole.subnetwork().mask(), resumed.subnetwork().mask(), "from step " + step);
            whole.subnetwork().weights().values().forEach((name, values) -> assertArrayEquals(values, resumed.subnetwork().weights().of(
                name), name + " from step " + step));
        }
    }

    @Test
    void aNetworkTrainedElsewhereIsRefused() {
        Problem drawn = problem("kaiming-normal");
        try (Network network = drawn.network()) {
            Problem given = new Problem(drawn.architecture(), drawn.options(), drawn.data(), drawn.initialisation(), false,
                Optional.of(new StartingNetwork("mine", drawn.initialWeights(network, 1, RANDOM), Map.of(), Optional.empty())));
            assertTrue(assertThrows(InvalidInputException.class, () -> find(new IteRand(), given, 1, TrainingMonitor.SILENT))
                .getMessage().contains("iterand draws weights anew"));
        }
    }
}
