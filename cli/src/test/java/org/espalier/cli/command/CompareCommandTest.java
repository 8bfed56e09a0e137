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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.espalier.cli.report.Numbers;
import org.espalier.nets.arrays.WeightLayout;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskReader;
import org.espalier.nets.mask.MaskReading;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in, numbers out: from the words on the command line to the exit code. */
@Tag("slow")
class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path array(String name, int samples, int units, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve(name);
        Npy.write(file, NpyArray.of(random.doubles((long) samples * units, -1, 1).toArray(), samples, units));
        return file;
    }

    /** X and Y of the numeric fixture. */
    private Path[] fixture() {
        double[] x = new double[48];
        double[] y = new double[36];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 4; j++) {
                x[i * 4 + j] = Math.sin(0.7 * (i + 1) * (j + 1)) + 0.1 * Math.cos(1.3 * i + j);
            }
            for (int j = 0; j < 3; j++) {
                y[i * 3 + j] = Math.cos(0.5 * (i + 1) * (j + 1)) + 0.2 * x[i * 4 + j];
            }
        }
        Npy.write(folder.resolve("x.npy"), NpyArray.of(x, 12, 4));
        Npy.write(folder.resolve("y.npy"), NpyArray.of(y, 12, 3));
        return new Path[] {folder.resolve("x.npy"), folder.resolve("y.npy")};
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void representationsAreComparedByAllMeasures() {
        Path[] xy = fixture();
        JsonNode pairs = CommandRun.of("compare", "representations", xy[0], xy[1], "--all", "--json").done().json().get("pairs");
        assertEquals(1, pairs.size());
        JsonNode pair = pairs.get(0);
        assertEquals(List.of("a", "b", "samples", "units_a", "units_b", "measures", "undefined", "left_out",
            "expected_by_chance"), names(pair));
        assertEquals(xy[0].toString(), pair.get("a").asText());
        assertEquals(12, pair.get("samples").asInt());
        assertEquals(4, pair.get("units_a").asInt());
        assertEquals(3, pair.get("units_b").asInt());
        Map<String, Double> expected = Map.of("cca", 0.6152832637064601, "r2-cca", 0.46896882534068757, "pwcca",
            0.6363039965714496, "cka", 0.4535240229356167, "cka-debiased", 0.2186861924165074, "cka-rbf",
            0.4950132462533062, "procrustes", 0.9724525205664701, "shape-1", 0.9724525205664701,
            "rsa-sqeuclidean-cosine", 0.8435733285769602, "rsa-sqeuclidean-spearman", 0.1012211668928087);
        expected.forEach((id, value) -> assertEquals(value, pair.get("measures").get(id).asDouble(), 1e-10, id));
        JsonNode listed = CommandRun.of("list", "measures", "--json").done().json().get("measures");
        assertEquals(listed.findValuesAsText("name"), names(pair.get("measures")));
        assertTrue(names(pair.get("measures")).containsAll(List.of("svcca", "knn", "shape-0", "rsa-cosine-kendall")));
    }

    @Test
    void withoutAWordTheQuickMeasuresAreComputedAndTheOthersNamed() {
        Path[] xy = fixture();
        JsonNode pair = CommandRun.of("compare", "representations", xy[0], xy[1], "--json").done().json().get("pairs").get(0);
        List<String> quick = names(pair.get("measures"));
        assertTrue(quick.containsAll(List.of("cca", "svcca", "pwcca", "cka", "cka-debiased", "procrustes",
            "rsa-correlation-pearson")), quick.toString());
        assertEquals(List.of("cka-rbf", "dsa", "dsa-wasserstein", "knn", "rsa-correlation-kendall", "rsa-correlation-spearman",
            "rsa-cosine-kendall", "rsa-cosine-spearman", "rsa-sqeuclidean-kendall", "rsa-sqeuclidean-spearman"),
            names(pair.get("left_out")));
        for (String id : names(pair.get("left_out"))) {
            assertFalse(quick.contains(id), id);
            assertTrue(pair.get("left_out").get(id).asText().contains("--measure " + id), pair.toString());
        }
        String text = CommandRun.of("compare", "representations", xy[0], xy[1]).done().out();
        assertTrue(text.contains("not computed: cka-rbf"), text);
        JsonNode listed = CommandRun.of("list", "measures", "--json").done().json().get("measures");
        for (JsonNode one : listed) {
            assertEquals(quick.contains(one.get("name").asText()), one.get("description").asText().startsWith("[default]"),
                one.toString());
        }
        CommandRun.of("compare", "representations", xy[0], xy[1], "--all", "--measure", "cka").refused(ExitCode.USAGE, "--all");
        // What is set is asked for.
        assertTrue(names(CommandRun.of("compare", "representations", xy[0], xy[1], "--set", "neighbours=3", "--json").done()
            .json().get("pairs").get(0).get("measures")).contains("knn"));
    }

    @Test
    void whatDoesNotFitInMemoryIsNamedAndTheRestPrinted() {
        // Of 200,000 samples all distances would take 160 GB a representation; what grows with the samples is there.
        int samples = 200_000;
        Path a = array("a.npy", samples, 2, 1);
        Path b = array("b.npy", samples, 1, 2);
        CommandRun run = CommandRun.of("compare", "representations", a, b, "--json").done();
        JsonNode pair = run.json().get("pairs").get(0);
        assertTrue(pair.get("left_out").get("rsa-cosine-kendall").asText().contains("too large"), pair.toString());
        assertTrue(pair.get("left_out").get("cka-rbf").asText().contains("GB"), pair.toString());
        assertEquals(0, pair.get("measures").get("cka-debiased").asDouble(), 0.01);
        assertTrue(pair.get("measures").get("rsa-sqeuclidean-pearson").isNumber());
        JsonNode some = CommandRun.of("compare", "representations", a, b, "--measure", "cka,rsa-sqeuclidean-spearman", "--json")
            .done().json().get("pairs").get(0);
        assertEquals(List.of("cka"), names(some.get("measures")));
        assertEquals(List.of("rsa-sqeuclidean-spearman"), names(some.get("left_out")));
        CommandRun.of("compare", "representations", a, b, "--measure", "rsa-sqeuclidean-spearman").refused(ExitCode.USAGE,
            "too large", "GB");
    }

    @Test
    void chanceIsToldOfAndDrawn() {
        // The audit's case: independent, and linear CKA is .2.
        Path a = array("a.npy", 256, 64, 1);
        Path b = array("b.npy", 256, 64, 2);
        CommandRun warned = CommandRun.of("compare", "representations", a, b, "--measure", "cka,cka-debiased").done();
        assertTrue(warned.err().contains("cka 0.2") && !warned.err().contains("cka-debiased 0"), warned.err());
        CommandRun drawn = CommandRun.of("compare", "representations", a, b, "--measure", "cka,cka-debiased,procrustes,knn",
            "--null", "99", "--json").done();
        JsonNode pair = drawn.json().get("pairs").get(0);
        assertEquals(0.2, pair.get("expected_by_chance").get("cka").asDouble(), 0.01);
        for (String id : List.of("cka", "cka-debiased", "procrustes", "knn")) {
            JsonNode found = pair.get("null").get(id);
            assertEquals(List.of("chance", "p", "calibrated"), names(found));
            assertTrue(found.get("p").asDouble() > 0.01, found.toString());
            assertEquals(0, found.get("calibrated").asDouble(), 0.05, id);
        }
        assertEquals(10.0 / 255, pair.get("null").get("knn").get("chance").asDouble(), 0.002);
        assertEquals(pair, CommandRun.of("compare", "representations", a, b, "--measure", "cka,cka-debiased,procrustes,knn",
            "--null", "99", "--json").done().json().get("pairs").get(0), "the same again");
        String text = CommandRun.of("compare", "representations", a, b, "--measure", "cka,dsa", "--null", "9", "--null-block",
            "16").done().out();
        assertTrue(text.contains("by chance") && text.contains("calibrated"), text);
        CommandRun.of("compare", "representations", a, b, "--null", "-1").refused(ExitCode.USAGE, "--null -1");
        CommandRun.of("compare", "representations", a, b, "--null", "0").refused(ExitCode.USAGE, "--null 0", "at least 1");
        CommandRun.of("compare", "representations", array("one.npy", 1, 3, 1), a).refused(ExitCode.USAGE, "one.npy",
            "1 sample and 3 units", "at least 2 samples");
        CommandRun.of("compare", "representations", a, b, "--null", "9", "--null-block", "129").refused(ExitCode.USAGE, "129",
            "two whole blocks");
        // Trials: runs of samples end where they do.
        Path trials = folder.resolve("trials.npy");
        Npy.write(trials, NpyArray.of(new SplittableRandom(3).doubles(12 * 20 * 4).toArray(), 12, 20, 4));
        CommandRun.of("compare", "representations", trials, a, "--measure", "dsa-wasserstein", "--null", "9").done();
        CommandRun.of("compare", "representations", trials, a, "--measure", "dsa-wasserstein", "--null", "9", "--null-block", "11")
            .refused(ExitCode.USAGE, "--null-block 11 of 20 steps, the longest trial");
    }

    @Test
    void chosenMeasuresAndSettings() {
        Path[] xy = fixture();
        JsonNode some = CommandRun.of("compare", "representations", xy[0], xy[1], "--measure", "cka", "--measure", "shape-0.25",
            "--measure", "cka-rbf", "--set", "bandwidth=0.5", "--json").done().json().get("pairs").get(0).get("measures");
        assertEquals(List.of("cka", "shape-0.25", "cka-rbf"), names(some));
        assertTrue(Math.abs(some.get("cka-rbf").asDouble() - 0.4950132462533062) > 1e-3);
        String text = CommandRun.of("compare", "representations", xy[0], xy[1], "--measure", "cka").done().out();
        assertTrue(text.contains("12 samples, 4 and 3 units") && text.contains("0.453524"), text);
    }

    @Test
    void everyPairOfManyFilesIsComparedOnce() {
        JsonNode pairs = CommandRun.of("compare", "representations", array("a.npy", 30, 3, 1), array("b.npy", 30, 5, 2),
            array("c.npy", 30, 4, 3), "--measure", "cka,knn", "--json").done().json().get("pairs");
        assertEquals(3, pairs.size());
        assertTrue(pairs.get(2).get("a").asText().endsWith("b.npy") && pairs.get(2).get("b").asText().endsWith("c.npy"));
    }

    @Test
    void whatIsUndefinedIsNullAndSaidInWords() {
        Path constant = folder.resolve("constant.npy");
        Npy.write(constant, NpyArray.of(new float[60], 30, 2));
        Path a = array("a.npy", 30, 3, 1);
        JsonNode pair = CommandRun.of("compare", "representations", a, constant, "--json").done().json().get("pairs").get(0);
        assertTrue(pair.get("measures").get("cka").isNull());
        assertTrue(pair.get("undefined").get("cka").asText().contains("second is the same for all samples"), pair.toString());
        String text = CommandRun.of("compare", "representations", a, constant).done().out();
        assertTrue(text.contains("undefined") && text.contains("same for all samples"), text);
    }

    @Test
    void tooFewSamplesAreToldOf() {
        String told = CommandRun.of("compare", "representations", array("a.npy", 10, 9, 1), array("b.npy", 10, 9, 2)).done().err();
        assertTrue(told.contains("paired at random") && told.contains("cca 1"), told);
    }

    @Test
    void badRepresentationsAreRefusedInOneSentence() throws IOException {
        Path a = array("a.npy", 30, 3, 1);
        CommandRun.of("compare", "representations", a).refused(ExitCode.USAGE, "a.npy", "two or more");
        CommandRun.of("compare", "representations", a, array("b.npy", 29, 3, 1)).refused(ExitCode.USAGE, "b.npy", "29", "30");
        CommandRun.of("compare", "representations", a, folder.resolve("none.npy")).refused(ExitCode.USAGE, "none.npy");
        CommandRun.of("compare", "representations", a, Files.writeString(folder.resolve("text.npy"), "not an array"))
            .refused(ExitCode.USAGE, "text.npy", "NUMPY");
        Path line = folder.resolve("line.npy");
        Npy.write(line, NpyArray.of(new double[30], 30));
        CommandRun.of("compare", "representations", a, line).refused(ExitCode.USAGE, "line.npy", "[samples, units]");
        Path holes = folder.resolve("holes.npy");
        double[] values = new double[60];
        values[7] = Double.NaN;
        Npy.write(holes, NpyArray.of(values, 30, 2));
        CommandRun.of("compare", "representations", a, holes).refused(ExitCode.USAGE, "holes.npy", "sample 3, unit 1");
        CommandRun.of("compare", "representations", a, a, "--measure", "cak").refused(ExitCode.USAGE, "did you mean cka?");
        CommandRun.of("compare", "representations", a, a, "--measure", "shape-7").refused(ExitCode.USAGE, "0 to 1");
        CommandRun.of("compare", "representations", a, a, "--set", "bandwith=1").refused(ExitCode.USAGE, "bandwidth");
        CommandRun.of("compare", "representations", a, a, "--set", "bandwidth=-1").refused(ExitCode.USAGE, "above 0");
        CommandRun.of("compare", "representations", a, a, "--set", "bandwidth").refused(ExitCode.USAGE, "key=value");
        CommandRun.of("compare").refused(ExitCode.USAGE, "subcommand");
        CommandRun.of("compare", "mask", a, a).refused(ExitCode.USAGE, "did you mean masks?");
    }

    private Path layers(String name, long seed, String... layers) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String layer : layers) {
            arrays.put(layer, NpyArray.of(random.doubles(90, -1, 1).toArray(), 30, 3));
        }
        arrays.put("labels", NpyArray.of(new int[30], 30));
        Path file = folder.resolve(name);
        Npz.write(file, arrays);
        return file;
    }

    @Test
    void allLayersAreComparedWithAllOfTheOtherFileInOneHeatMap() throws IOException {
        Path a = layers("a.npz", 1, "conv", "fc1");
        Path b = layers("b.npz", 2, "conv", "fc1", "fc2");
        Path figure = folder.resolve("layers.svg");
        CommandRun run = CommandRun.of("compare", "representations", a, b, "--measure", "cka-debiased", "--figure", figure,
            "--json").done();
        JsonNode pairs = run.json().get("pairs");
        assertEquals(6, pairs.size());
        assertEquals(a + ":conv", pairs.get(0).get("a").asText());
        assertEquals(b + ":fc2", pairs.get(2).get("b").asText());
        assertTrue(run.err().contains("labels [30]"), run.err());
        String svg = drawn(figure);
        for (String text : List.of("Layers of a.npz", "Layers of b.npz", "fc2")) {
            assertEquals(1, svg.split(">" + text + "<").length - 1, text);
        }
        assertEquals(2, svg.split(">conv<").length - 1, "a row and a column");
        // One network by itself: all layers with all.
        assertEquals(3, CommandRun.of("compare", "representations", b, "--measure", "cka", "--json").done().json().get("pairs").size());
        JsonNode one = CommandRun.of("compare", "representations", a, b, "--key", "fc1", "--measure", "cka", "--json").done()
            .json().get("pairs");
        assertEquals(1, one.size());
        CommandRun.of("compare", "representations", a, b, "--key", "fc2").refused(ExitCode.USAGE, "a.npz", "fc2", "conv");
        CommandRun.of("compare", "representations", a, b, "--units", "flat").refused(ExitCode.USAGE, "flatten");
    }

    @Test
    void eachFileGivesTheLayersAskedForThatItHas() {
        Path a = layers("a.npz", 1, "l1", "l2");
        Path b = layers("b.npz", 2, "layer1", "layer2");
        Path only = array("only.npy", 30, 4, 3);
        JsonNode pairs = CommandRun.of("compare", "representations", a, b, only, "--key", "l1", "--key", "layer1", "--measure", "cka",
            "--json").done().json().get("pairs");
        assertEquals(List.of(b + ":layer1", only.toString(), only.toString()), pairs.findValuesAsText("b"));
        assertEquals(List.of(a + ":l1", a + ":l1", b + ":layer1"), pairs.findValuesAsText("a"));
        CommandRun.of("compare", "representations", a, b, "--key", "l1,layer3").refused(ExitCode.USAGE, "a.npz, ", "b.npz: ",
            "'layer3'", "layer2");
        CommandRun.of("compare", "representations", a, b, "--key", "l1,l2").refused(ExitCode.USAGE, "b.npz has none of the arrays [l1, l2]",
            "layer1");
    }

    @Test
    void aFileTwiceIsTwoFiles() throws IOException {
        Path a = layers("a.npz", 1, "l1", "l2");
        Path figure = folder.resolve("own.svg");
        JsonNode pairs = CommandRun.of("compare", "representations", a, a, "--measure", "cka", "--json", "--figure", figure).done()
            .json().get("pairs");
        assertEquals(List.of(a + ":l1", a + ":l1", a + ":l2", a + ":l2"), pairs.findValuesAsText("a"));
        assertEquals(List.of(a + ":l1", a + ":l2", a + ":l1", a + ":l2"), pairs.findValuesAsText("b"));
        assertEquals(1, pairs.get(0).get("measures").get("cka").asDouble(), 1e-12);
        assertEquals(pairs.get(1).get("measures").get("cka").asDouble(), pairs.get(2).get("measures").get("cka").asDouble(), 1e-12);
        assertEquals(2, drawn(figure).split(">l1<").length - 1, "a row and a column");
    }

    @Test
    void namesFromFilesMakeNoLinesAndNoCommandsOfATerminal() {
        Path file = folder.resolve("names.safetensors");
        String name = "a\n\u001b[31mRED\u2028\u0085";
        SplittableRandom random = new SplittableRandom(1);
        Map<String, SafeTensor> arrays = new LinkedHashMap<>();
        for (String one : List.of(name, "b")) {
            float[] values = new float[16];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(2);
            }
            arrays.put(one, SafeTensor.of(values, 8, 2));
        }
        Safetensors.write(file, arrays, Map.of());
        for (CommandRun run : List.of(CommandRun.of("compare", "representations", file, "--all").done(),
            CommandRun.of("compare", "masks", file, file).done(),
            CommandRun.of("compare", "representations", file, "--key", "c"))) {
            String all = run.out() + run.err();
            assertTrue(all.contains("a\ufffd\ufffd[31mRED\ufffd\ufffd"), all);
            assertFalse(all.contains("\u001b") || all.contains("\u2028") || all.contains("a\n"), all);
        }
    }

    @Test
    void channelsAndTrialsAreReadAsToldAndSaid() {
        Path images = folder.resolve("images.npy");
        Npy.write(images, NpyArray.of(new SplittableRandom(3).doubles(30 * 2 * 3 * 3).toArray(), 30, 2, 3, 3));
        Path a = array("a.npy", 30, 3, 1);
        CommandRun.of("compare", "representations", a, images).refused(ExitCode.USAGE, "images.npy", "[30, 2, 3, 3]", "--units",
            "flatten", "channels", "mean");
        JsonNode pair = CommandRun.of("compare", "representations", a, images, "--units", "flatten", "--measure", "cka", "--json")
            .done().json().get("pairs").get(0);
        assertEquals(18, pair.get("units_b").asInt());
        Path trials = folder.resolve("trials.npy");
        Npy.write(trials, NpyArray.of(new SplittableRandom(4).doubles(30 * 2).toArray(), 3, 10, 2));
        CommandRun run = CommandRun.of("compare", "representations", a, trials, "--measure", "cka", "--json").done();
        assertEquals(30, run.json().get("pairs").get(0).get("samples").asInt());
        assertTrue(run.err().contains("3 trials of 10 steps"), run.err());
    }

    @Test
    void aModulePrunedByTorchIsComparedWithItsCheckpoint() {
        Path files = Path.of("../nets/src/test/resources/org/espalier/nets/mask");
        Path arrays = folder.resolve("checkpoint.npz");
        MaskReading pruned = MaskReader.read(files.resolve("pruned-module.pt"), WeightLayout.TORCH);
        Map<String, NpyArray> weights = new LinkedHashMap<>();
        weights.put("0.weight", NpyArray.of(pruned.effectiveWeights("0.weight").orElseThrow(), 2, 1, 3, 3));
        weights.put("3.weight", NpyArray.of(pruned.effectiveWeights("3.weight").orElseThrow(), 3, 8));
        Npz.write(arrays, weights);
        CommandRun run = CommandRun.of("compare", "masks", files.resolve("pruned-module.pt"), arrays, "--json").done();
        assertEquals(1, run.json().get("total").get("jaccard").asDouble());
        assertEquals(27 / 42.0, run.json().get("total").get("density_a").asDouble());
        assertTrue(run.err().contains("not 0 in its 2 tensors") && run.err().contains("0.bias"), run.err());
    }

    private Path mask(String name, Mask mask) {
        Path file = folder.resolve(name);
        MaskFile.write(file, mask, Map.of());
        return file;
    }

    @Test
    void masksAreComparedWithChance() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, long[]> shapes = Map.of("fc.weight", new long[] {20, 30});
        Mask one = RandomMask.of(shapes, 0.25, random);
        Path a = mask("a.safetensors", one);
        Path b = mask("b.safetensors", RandomMask.of(shapes, 0.5, random));
        JsonNode result = CommandRun.of("compare", "masks", a, b, "--json").done().json();
        assertEquals(List.of("layers", "total"), names(result));
        JsonNode layer = result.get("layers").get(0);
        assertEquals(List.of("name", "size", "density_a", "density_b", "jaccard", "expected_jaccard", "z", "p"), names(layer));
        assertEquals("fc.weight", layer.get("name").asText());
        assertEquals(600, layer.get("size").asInt());
        assertEquals(0.25, layer.get("density_a").asDouble());
        assertEquals(0.2, layer.get("expected_jaccard").asDouble(), 0.001);
        assertEquals(0, layer.get("z").asDouble(), 4);
        assertTrue(layer.get("p").asDouble() > 1e-4);
        assertEquals(layer.get("z"), result.get("total").get("z"));
        JsonNode same = CommandRun.of("compare", "masks", a, a, "--json").done().json().get("total");
        assertEquals(1, same.get("jaccard").asDouble());
        assertTrue(same.get("p").asDouble() < 1e-100 && same.get("z").asDouble() > 20);
        String text = CommandRun.of("compare", "masks", a, b).done().out();
        assertTrue(text.contains("fc.weight") && text.contains("total") && text.contains("by chance"), text);
        Path large = mask("l.safetensors", RandomMask.of(Map.of("fc.weight", new long[] {100, 100}), 0.5, random));
        String certain = CommandRun.of("compare", "masks", large, large).done().out();
        assertTrue(certain.contains("<1e−300"), "no probability is 0: " + certain);
        JsonNode dense = CommandRun.of("compare", "masks", mask("d.safetensors", Mask.dense(shapes)), a, "--json").done().json();
        assertTrue(dense.get("total").get("z").isNull());
        assertEquals(1, dense.get("total").get("p").asDouble());
    }

    private String drawn(Path file) throws IOException {
        String svg = Files.readString(file);
        assertTrue(svg.startsWith("<svg"), svg);
        return svg;
    }

    @Test
    void overlapOfMasksIsDrawnBesideTheNumbers() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, long[]> shapes = new TreeMap<>(Map.of("fc1.weight", new long[] {20, 30}, "fc2.weight",
            new long[] {20, 10}));
        Path a = mask("a.safetensors", RandomMask.of(shapes, 0.25, random));
        Path b = mask("b.safetensors", RandomMask.of(shapes, 0.5, random));
        Path figure = folder.resolve("overlap.svg");
        JsonNode result = CommandRun.of("compare", "masks", a, b, "--json", "--figure", figure).done().json();
        assertEquals(2, result.get("layers").size());
        String svg = drawn(figure);
        for (String text : List.of("fc1.weight", "fc2.weight", "total", "found", "by chance (95 %)", "Jaccard index")) {
            assertTrue(svg.contains(">" + text + "<"), text);
        }
        // Three layers, found and by chance: six marks, and an interval at those by chance.
        assertEquals(6 + 2, svg.split("<circle").length - 1, "marks, and two in the legend");
        assertFalse(Files.exists(folder.resolve("overlap.svg.tmp")));
        CommandRun.of("compare", "masks", a, a, "--figure", figure).done();
        assertNotEquals(svg, drawn(figure), "the same file again");
    }

    @Test
    void aMeasureOfSeveralRepresentationsIsDrawnAsAHeatMap() throws IOException {
        Path figure = folder.resolve("heat.svg");
        Object[] words = {"compare", "representations", array("one.npy", 30, 3, 1), array("two.npy", 30, 5, 2),
            array("three.npy", 30, 4, 3), "--measure", "cka-debiased", "--figure", figure, "--json"};
        JsonNode pairs = CommandRun.of(words).done().json().get("pairs");
        String svg = drawn(figure);
        for (String name : List.of("one", "two", "three")) {
            assertEquals(2, svg.split(">" + name + "<").length - 1, name + " is on both axes");
        }
        for (JsonNode pair : pairs) {
            String number = Numbers.rounded(pair.get("measures").get("cka-debiased").asDouble(), 3);
            assertEquals(2, svg.split(">" + number + "<").length - 1, "each pair has two tiles: " + number);
        }
        assertEquals(3, svg.split(">1<|>1.000<").length - 1, "the diagonal");
        assertTrue(svg.contains("cka-debiased"), svg);
        // Distances: the same is 0 and the palest.
        CommandRun.of("compare", "representations", words[2], words[3], "--measure", "procrustes", "--figure", figure).done();
        assertTrue(drawn(figure).contains("How far apart"));
    }

    @Test
    void whatIsUndefinedIsAnEmptyTileAndTwoFilesOfOneNameAreToldApart() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other")).resolve("a.npy");
        Npy.write(other, NpyArray.of(new float[60], 30, 2));
        Path figure = folder.resolve("heat.svg");
        Path a = array("a.npy", 30, 3, 1);
        CommandRun.of("compare", "representations", a, other, a, "--measure", "cka", "--figure", figure).done();
        String svg = drawn(figure);
        String own = folder.getFileName() + "/a";
        // The end of a long path is what tells it from others.
        for (String name : List.of("other/a", "\u2026" + own.substring(own.length() - 19),
            "\u2026" + own.substring(own.length() - 15) + " (2)")) {
            assertEquals(2, svg.split(Pattern.quote(">" + name + "<")).length - 1, name + " " + svg);
        }
        assertFalse(svg.contains("NaN"), svg);
        CommandRun.of("compare", "representations", array("alpha-of-the-same-long-name.npy", 30, 3, 1),
            array("beta-of-the-same-long-name.npy", 30, 3, 2), "--measure", "cka", "--figure", figure).done();
        assertTrue(drawn(figure).contains(">\u2026-the-same-long-name<") && drawn(figure).contains(">\u2026-same-long-name (2)<"),
            drawn(figure));
    }

    @Test
    void figuresThatCannotBeDrawnAreRefusedBeforeAnythingIsRead() throws IOException {
        Path a = array("a.npy", 30, 3, 1);
        Path missing = folder.resolve("none.npy");
        CommandRun.of("compare", "representations", a, missing, "--measure", "cka", "--figure", folder.resolve("x.png"))
            .refused(ExitCode.USAGE, "x.png", "ends in .svg");
        CommandRun.of("compare", "representations", a, missing, "--measure", "cka", "--figure", folder.resolve("no/x.svg"))
            .refused(ExitCode.USAGE, "x.svg", "there is no folder");
        CommandRun.of("compare", "masks", missing, missing, "--figure", Files.createDirectory(folder.resolve("d.svg")))
            .refused(ExitCode.USAGE, "d.svg", "is a folder");
        CommandRun.of("compare", "representations", a, a, "--figure", folder.resolve("x.svg"))
            .refused(ExitCode.USAGE, "expected one --measure, found none");
        CommandRun.of("compare", "representations", a, a, "--measure", "cka,knn", "--figure", folder.resolve("x.svg"))
            .refused(ExitCode.USAGE, "found 2: cka, knn");
        assertFalse(Files.exists(folder.resolve("x.svg")));
    }

    @Test
    void badMasksAreRefusedInOneSentence() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Path a = mask("a.safetensors", RandomMask.of(Map.of("w", new long[] {20}), 0.25, random));
        Path b = mask("b.safetensors", RandomMask.of(Map.of("v", new long[] {20}), 0.25, random));
        CommandRun.of("compare", "masks", a).refused(ExitCode.USAGE, "FILE");
        CommandRun.of("compare", "masks", a, b).refused(ExitCode.USAGE, "a.safetensors", "b.safetensors", "[v]");
        CommandRun.of("compare", "masks", a, folder.resolve("none")).refused(ExitCode.USAGE, "none");
        CommandRun.of("compare", "masks", a, Files.writeString(folder.resolve("text"), "not a mask")).refused(ExitCode.USAGE,
            "text");
    }
}
