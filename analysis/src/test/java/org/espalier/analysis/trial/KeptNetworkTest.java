package org.espalier.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOutcome;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptNetworkTest {
    private static final Trial TRIAL = MethodTrial.of("test/kept", 1, new Parameters(new TreeMap<>(Map.of(
        "method", "diverging", "architecture", "lenet-300-100", "width", 0.02, "init", "kaiming-normal", "density", 0.5, "dataset",
        "digits", "epochs", 1L, "batch_size", 50L, "validation_images", 100L, "train_images", 200L))), 5);

    /** Leaves a network of not-a-numbers, a ticket and scores. */
    private static final class Diverging implements SubnetworkMethod {
        @Override
        public String name() {
            return "diverging";
        }

        @Override
        public String description() {
            return "Diverges at its third step.";
        }

        @Override
        public boolean selects() {
            return false;
        }

        @Override
        public boolean trains() {
            return true;
        }

        @Override
        public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                          TrainingMonitor monitor) {
            InitialWeights initial = problem.initialWeights(network, 1, random);
            network.load(new FixedWeights(filled(initial, Float.NaN)), 0);
            return new Found(new Subnetwork(network.denseMask(), new InitialWeights(network.effective()), initial)
                .withTicket(filled(initial, 3)).withScores(filled(initial, 7).values()),
                new TrainingOutcome(2, OptionalLong.of(3), Optional.empty(), Optional.empty(), PassCount.NONE));
        }

        private static InitialWeights filled(InitialWeights like, float value) {
            Map<String, float[]> filled = new LinkedHashMap<>();
            like.values().forEach((name, values) -> {
                float[] array = new float[values.length];
                Arrays.fill(array, value);
                filled.put(name, array);
            });
            return new InitialWeights(filled);
        }
    }

    /** A folder, and a log that forgets. */
    private record Folder(Path folder, boolean keepsEverything) implements TrialContext {
        @Override
        public MetricLog metrics() {
            return new MetricLog() {
                @Override
                public void append(long seed, Metric metric, long step, double value) {}

                @Override
                public long position() {
                    return 0;
                }

                @Override
                public void rewind(long position) {}
            };
        }

        @Override
        public RandomStreams streams(long seed) {
            return RandomStreams.of(seed);
        }

        @Override
        public Path artifact(String trialId, String fileName) {
            throw new AssertionError("the trial starts from none");
        }

        @Override
        public boolean diverged(String trialId) {
            throw new AssertionError("the trial starts from none");
        }

        @Override
        public Optional<Path> dataDirectory() {
            return Optional.empty();
        }

        @Override
        public void progress(double fraction) {}
    }

    private static float[] first(Path folder, String file) {
        return Safetensors.read(folder.resolve(file)).tensors().get("fc1.weight").floats();
    }

    @Test
    void aDivergedTrainingKeepsWhatItHas(@TempDir Path folder) {
        TrialResult result = MethodTrial.run(TRIAL, new Folder(folder, true), new Diverging(), Instruments.NONE);
        assertEquals(TrialResult.Status.DIVERGED, result.status());
        assertTrue(Float.isNaN(first(folder, KeptNetwork.WEIGHTS)[0]));
        assertEquals(3, first(folder, KeptNetwork.TICKET)[1]);
        assertEquals(7, first(folder, KeptNetwork.SCORES)[2]);
        assertEquals(1, MaskFile.read(folder.resolve(KeptNetwork.MASK)).density());
        // The initial weights are those that every method of this seed starts from.
        float[] expected = new float[6 * 64];
        TrialProblem.of(TRIAL, new Folder(folder, true), RandomStreams.of(5)::stream).initialisation()
            .fill(expected, 64, 6, 1, RandomStreams.of(5).stream("initialisation/fc1.weight"));
        assertArrayEquals(expected, first(folder, KeptNetwork.INITIAL));
    }

    /** The description lies beside the weights and in their metadata, and says where the network comes from. */
    @Test
    void theDescriptionSaysWhereTheNetworkComesFrom(@TempDir Path folder) {
        MethodTrial.run(TRIAL, new Folder(folder, true), new Diverging(), Instruments.NONE);
        NetworkDescription about = NetworkJson.read(folder.resolve(KeptNetwork.DESCRIPTION));
        assertEquals(NetworkJson.write(about), Safetensors.read(folder.resolve(KeptNetwork.WEIGHTS)).metadata()
            .get(KeptNetwork.METADATA));
        assertEquals("digits", about.origin().dataset().orElseThrow());
        assertEquals(TRIAL.data().get("digits"), about.origin().checksum().orElseThrow());
        assertEquals(TRIAL.id(), about.origin().trial().orElseThrow());
        assertEquals(5, about.origin().seed().orElseThrow());
        assertEquals(1, about.normalisation().orElseThrow().mean().length);
    }

    @Test
    void withoutNetworksWhatOthersStartFromStays(@TempDir Path folder) {
        MethodTrial.run(TRIAL, new Folder(folder, false), new Diverging(), new KeptWeights());
        assertTrue(Files.exists(folder.resolve(KeptNetwork.WEIGHTS)) && Files.exists(folder.resolve(KeptNetwork.MASK)));
        for (String file : new String[] {KeptNetwork.INITIAL, KeptNetwork.TICKET, KeptNetwork.SCORES, KeptNetwork.DESCRIPTION}) {
            assertFalse(Files.exists(folder.resolve(file)), file);
        }
    }
}
