package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.study.Summary;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A network of 16-8-3 and a data set of its own, from their files to the studies. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportNetworkCommandTest {
    private static final int[] SIZES = {16, 8, 3};

    private Path folder;
    private Path runs;

    /** Three classes, each a bright third of the image; the network answers by the mean of each third. */
    @BeforeAll
    void makeFiles(@TempDir Path files) throws IOException {
        folder = files;
        runs = folder.resolve("runs");
        RandomGenerator random = new Random(3);
        Map<String, NpyArray> data = new LinkedHashMap<>();
        for (String part : new String[] {"train", "test"}) {
            int count = part.equals("train") ? 120 : 30;
            float[] x = new float[count * 16];
            long[] y = new long[count];
            for (int i = 0; i < count; i++) {
                y[i] = i % 3;
                for (int j = 0; j < 16; j++) {
                    x[i * 16 + j] = (float) (random.nextDouble() * 0.5 + (j / 6 == y[i] ? 1 : 0));
                }
            }
            data.put("x_" + part, NpyArray.of(x, count, 4, 4));
            data.put("y_" + part, NpyArray.of(y, count));
        }
        Npz.write(folder.resolve("thirds.npz"), data);
        Npz.write(folder.resolve("trained.npz"), network(true, random));
        Npz.write(folder.resolve("initial.npz"), network(false, random));
        Files.writeString(folder.resolve("net.json"), """
            {"input": [1, 4, 4], "classes": 3, "layers": [{"type": "flatten"}, {"type": "linear", "name": "a", "units": 8},
             {"type": "relu"}, {"type": "linear", "name": "b", "units": 3}]}
            """);
        imported("--name", "mine", "--initial", folder.resolve("initial.npz")).done();
        imported("--name", "bare").done();
    }

    private static Map<String, NpyArray> network(boolean trained, RandomGenerator random) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int l = 0; l < 2; l++) {
            int inputs = SIZES[l];
            int outputs = SIZES[l + 1];
            float[] weight = new float[inputs * outputs];
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    boolean joined = l == 0 ? i / 6 == o : i == o;
                    weight[o * inputs + i] = (float) (random.nextGaussian() * 0.01 + (trained && joined ? 1 : 0));
                }
            }
            String layer = l == 0 ? "a" : "b";
            arrays.put(layer + ".weight", NpyArray.of(weight, outputs, inputs));
            arrays.put(layer + ".bias", NpyArray.of(new float[outputs], outputs));
        }
        return arrays;
    }

    private CommandRun imported(Object... more) {
        return imported(folder.resolve("trained.npz"), more);
    }

    private CommandRun imported(Path file, Object... more) {
        Object[] words = {"import-network", file, "--architecture", folder.resolve("net.json"), "--dataset",
            "arrays:" + folder.resolve("thirds.npz"), "--normalisation", "none", "--out", runs};
        Object[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
        return CommandRun.of(all);
    }

    private CommandRun run(Object... words) {
        Object[] all = Stream.concat(Stream.of("run"), Arrays.stream(words)).toArray();
        return CommandRun.of(all);
    }

    private CommandRun planned(String study, String... settings) {
        List<Object> words = new ArrayList<>(List.of(study, "--preset", "smoke", "--seeds", "1",
            "--dry-run", "--json", "--out", runs));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return run(words.toArray());
    }

    @Test
    void theNetworkIsTestedAndKeptWithItsProvenance() throws IOException {
        JsonNode told = imported("--name", "mine", "--initial", folder.resolve("initial.npz"), "--json", "--activations",
            folder.resolve("act.safetensors"), "--samples", "7").done().json();
        assertEquals(1, told.get("test_accuracy").doubleValue());
        assertEquals(30, told.get("test_images").intValue());
        assertEquals("by name", told.get("matched").textValue());
        assertTrue(told.get("reference").textValue().startsWith("imported:mine@"));
        assertTrue(told.get("dataset").textValue().startsWith("arrays:thirds@"));
        Path kept = runs.resolve("networks/mine");
        assertEquals(Set.of("a.weight", "a.bias", "b.weight", "b.bias"),
            Safetensors.read(kept.resolve("weights.safetensors")).tensors().keySet());
        assertTrue(Files.readString(kept.resolve("provenance.json")).contains("initial_sha256"));
        // What compare representations reads: the rectified hidden layer and the outputs, of the images asked for.
        Map<String, SafeTensor> layers = Safetensors.read(folder.resolve("act.safetensors")).tensors();
        assertEquals(Set.of("a", "b"), layers.keySet());
        assertEquals(List.of(7L, 8L), Arrays.stream(layers.get("a").shape()).boxed().toList());
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingIsKept() throws IOException {
        imported("--name", "mine").refused(ExitCode.USAGE, "another --name");
        imported("--name", "a/b").refused(ExitCode.USAGE, "--name", "letters");
        imported("--name", "x", "--normalisation", "bright").refused(ExitCode.USAGE);
        imported("--name", "x", "--samples", "3").refused(ExitCode.USAGE, "--activations");
        imported("--name", "x", "--layout", "theano").refused(ExitCode.USAGE, "torch", "keras");
        imported("--name", "x", "--width", "2").refused(ExitCode.USAGE, "--width");
        imported(folder.resolve("none.npz"), "--name", "x").refused(ExitCode.USAGE, "none.npz");
        Path text = Files.writeString(folder.resolve("text.pt"), "nothing");
        imported(text, "--name", "x").refused(ExitCode.USAGE, "text.pt");
        CommandRun.of("import-network", folder.resolve("trained.npz"), "--architecture", folder.resolve("net.json"), "--dataset",
            "digits", "--normalisation", "none", "--name", "x", "--out", runs).refused(ExitCode.USAGE,
                "net.json is for images of 1x4x4 and 3 classes; digits has images of 1x8x8 and 10 classes");
        CommandRun.of("import-network", folder.resolve("trained.npz"), "--architecture", "lenet-300-100", "--dataset",
            "digits", "--name", "x", "--out", runs).refused(ExitCode.USAGE, "--normalisation", "standard");
        assertFalse(Files.exists(runs.resolve("networks/x")));
    }

    @Test
    void aStartBringsItsArchitectureAndDataSetAndOnlyItsTrialsHaveIt() {
        JsonNode with = planned("pruning/ladder", "start=imported:mine", "validation_images=20", "epochs=60").done().json();
        for (JsonNode trial : with.get(0).get("trials")) {
            JsonNode p = trial.get("parameters");
            assertTrue(p.get("start").textValue().startsWith("imported:mine@"), p.toString());
            assertEquals(p.get("start"), p.get("architecture"));
            assertTrue(p.get("dataset").textValue().startsWith("arrays:thirds@"), p.toString());
            assertEquals(1, p.get("width").doubleValue());
        }
        JsonNode without = planned("pruning/ladder").done().json();
        for (JsonNode trial : without.get(0).get("trials")) {
            assertFalse(trial.get("parameters").has("start"));
        }
        assertEquals(names(with), names(planned("pruning/ladder", "start=" + with.get(0).get("trials").get(0).get("parameters")
            .get("start").textValue(), "validation_images=20", "epochs=60").done().json()));
        // The same weights with and without the initial ones beside them are not the same start.
        assertNotEquals(names(with), names(planned("pruning/ladder", "start=imported:bare", "validation_images=20",
            "epochs=60").done().json()));
    }

    private static List<String> names(JsonNode plans) {
        return StreamSupport.stream(plans.get(0).get("trials").spliterator(), false).map(t -> t.get("id").textValue()).toList();
    }

    @Test
    void whatCannotStartFromItIsRefusedInThePlan() {
        planned("lottery-ticket/ladder", "start=imported:bare", "validation_images=20").refused(ExitCode.USAGE, "--initial FILE");
        planned("lottery-ticket/ladder", "start=imported:mine", "validation_images=20", "rewind_step=5")
            .refused(ExitCode.USAGE, "rewind_step=0");
        planned("edge-popup/init", "start=imported:mine").refused(ExitCode.USAGE, "distributions");
        planned("edge-popup/width", "start=imported:mine").refused(ExitCode.USAGE, "one width");
        planned("pruning/criteria", "start=imported:bare", "validation_images=20", "criterion=distance-moved")
            .refused(ExitCode.USAGE, "distance-moved", "--initial FILE");
        planned("pruning/ladder", "start=imported:nobody").refused(ExitCode.USAGE, "nobody", "bare, mine");
        planned("pruning/ladder", "start=imported:mine", "width=2").refused(ExitCode.USAGE, "width=1.0");
        planned("pruning/ladder", "start=imported:mine").refused(ExitCode.USAGE, "120 training images", "at most 118");
        planned("analysis/compare-methods", "architecture=resnet18", "width=0.1").refused(ExitCode.USAGE, "resnet18",
            "residual block");
        planned("analysis/compare-methods", "method=imported").refused(ExitCode.USAGE, "architecture=imported:NAME");
    }

    /** One trial or a few of each family, trained by workers: what they start from is the network. */
    @Test
    void studiesStartFromIt() {
        Object[] common = {"--preset", "smoke", "--seeds", "1", "--jobs", "2", "--out", runs, "--set", "validation_images=20",
            "--set", "start=imported:mine"};
        start(common, "pruning/ladder", "method=magnitude-pruning", "density=0.5").done();
        start(common, "lottery-ticket/ladder", "round=1", "method=dense").done();
        start(common, "edge-popup/density", "method=random", "density=0.999").done();
        Map<String, Summary> dense = summaries("lottery-ticket/ladder");
        assertEquals(1, dense.get("dense").get("test_accuracy"), "the network as it was imported");
        assertEquals(0, dense.get("dense").get("steps"));
        // From the initial weights, which know nothing: tested before its first step.
        assertTrue(dense.get("lottery-ticket").get("start_test_accuracy") < 0.7, dense.toString());
        assertEquals(1, summaries("edge-popup/density").get("random").get("test_accuracy"));
        assertTrue(summaries("pruning/ladder").get("magnitude-pruning").get("test_accuracy") > 0.9);
    }

    private CommandRun start(Object[] common, String study, String... settings) {
        List<Object> words = new ArrayList<>(List.of(study));
        words.addAll(List.of(common));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return run(words.toArray());
    }

    private Map<String, Summary> summaries(String study) {
        Map<String, Summary> byMethod = new LinkedHashMap<>();
        RunDirectory.at(runs).recordsOf(study).forEach(record -> byMethod.put(record.trial().parameters().text("method"),
            record.summary().get(record.trial().seed())));
        return byMethod;
    }

    @Test
    void aDataSetOfOnesOwnIsCheckedByItsPath() throws IOException {
        CommandRun.of("data", "check", "arrays:" + folder.resolve("thirds.npz")).done();
        Path bad = Files.writeString(folder.resolve("bad.npz"), "nothing");
        CommandRun.of("data", "check", "arrays:" + bad).refused(ExitCode.USAGE, "bad.npz");
        assertTrue(CommandRun.of("describe", "pruning/ladder").done().out().contains("word|arrays:FILE.npz"));
    }
}
