package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of networks whose hidden units are numbered otherwise. */
class CompareMatchedMasksTest {
    private static final int INPUTS = 12;
    private static final int UNITS = 24;

    @TempDir
    private Path folder;

    private void network(String name, long seed, List<Integer> order, String prefix, String suffix) {
        network(name, seed, order, prefix, suffix, "");
    }

    /**
     * Two layers, their units in some order; the magnitude mask of density one fifth beside them.
     *
     * @param ofMask what stands before the names of the mask's layers, as {@code prefix} before those of the weights
     */
    private void network(String name, long seed, List<Integer> order, String prefix, String suffix, String ofMask) {
        Random random = new Random(seed);
        float[] first = new float[UNITS * INPUTS];
        float[] second = new float[3 * UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
            for (int i = 0; i < INPUTS; i++) {
                first[order.get(unit) * INPUTS + i] = (float) random.nextGaussian();
            }
            for (int o = 0; o < 3; o++) {
                second[o * UNITS + order.get(unit)] = (float) random.nextGaussian();
            }
        }
        Map<String, SafeTensor> weights = new LinkedHashMap<>();
        weights.put(prefix + "fc2.weight" + suffix, SafeTensor.of(second, 3, UNITS));
        weights.put(prefix + "fc1.weight" + suffix, SafeTensor.of(first, UNITS, INPUTS));
        Safetensors.write(folder.resolve(name + ".weights.safetensors"), weights, Map.of());
        Map<String, SafeTensor> mask = new LinkedHashMap<>();
        mask.put(ofMask + "fc2.weight", SafeTensor.of(kept(second), 3, UNITS));
        mask.put(ofMask + "fc1.weight", SafeTensor.of(kept(first), UNITS, INPUTS));
        Safetensors.write(folder.resolve(name + ".safetensors"), mask, Map.of());
    }

    private static boolean[] kept(float[] weights) {
        boolean[] kept = new boolean[weights.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = Math.abs(weights[i]) > 1.28;
        }
        return kept;
    }

    private static List<Integer> order(long seed) {
        List<Integer> order = IntStream.range(0, UNITS).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void theSameSubnetworkUnderOtherNumbersIsFoundWithTheWeightsAndWarnedOfWithoutThem() {
        network("a", 1, order(1), "", "");
        network("b", 1, order(2), "model.", "_orig");
        Path a = file("a.safetensors");
        Path b = file("b.safetensors");
        CommandRun without = CommandRun.of("compare", "masks", a, b, "--json").done();
        assertTrue(without.err().contains("--weights-a"), without.err());
        assertTrue(without.json().get("total").get("jaccard").asDouble() < 0.3);
        assertFalse(without.json().get("total").has("matched"));

        JsonNode with = CommandRun.of("compare", "masks", a, b, "--weights-a", file("a.weights.safetensors"), "--weights-b",
            file("b.weights.safetensors"), "--json").done().json();
        JsonNode matched = with.get("total").get("matched");
        assertEquals(1, matched.get("jaccard").asDouble());
        assertTrue(matched.get("expected_jaccard").asDouble() < 0.5);
        assertTrue(matched.get("z").asDouble() > 5);
        assertEquals(0.05, matched.get("p").asDouble(), 1e-12);
        assertEquals(1, with.get("similarity_of_weights").asDouble(), 1e-5);
        with.get("layers").forEach(layer -> assertEquals(1, layer.get("matched").get("jaccard").asDouble()));
        String text = CommandRun.of("compare", "masks", a, b, "--weights-a", file("a.weights.safetensors"), "--weights-b",
            file("b.weights.safetensors"), "--figure", file("figure.svg")).done().out();
        assertTrue(text.contains("matched"), text);
        assertTrue(Files.exists(file("figure.svg")));
    }

    @Test
    void moreThanTwoAreComparedPairByPair() {
        network("a", 1, order(1), "", "");
        network("b", 1, order(2), "", "");
        network("c", 9, order(3), "", "");
        JsonNode pairs = CommandRun.of("compare", "masks", file("a.safetensors"), file("b.safetensors"), file("c.safetensors"),
            "--weights", file("a.weights.safetensors"), "--weights", file("b.weights.safetensors"), "--weights",
            file("c.weights.safetensors"), "--json", "--figure", file("pairs.svg")).done().json().get("pairs");
        assertEquals(3, pairs.size());
        assertEquals(file("a.safetensors").toString(), pairs.get(1).get("a").asText());
        assertEquals(file("c.safetensors").toString(), pairs.get(1).get("b").asText());
        assertEquals(1, pairs.get(0).get("total").get("matched").get("jaccard").asDouble());
        assertTrue(pairs.get(1).get("total").get("matched").get("jaccard").asDouble() < 0.6);
        assertTrue(Files.exists(file("pairs.svg")));
    }

    @Test
    void aPrefixBeforeAllNamesOfOneNetworkIsLeftOutAndSaid() {
        network("plain", 1, order(1), "", "");
        network("nested", 1, order(2), "model.", "_orig", "model.");
        network("wrapped", 1, order(3), "", "", "model.module.");
        String[] names = {"plain", "nested", "wrapped"};
        CommandRun alone = CommandRun.of("compare", "masks", file("nested.safetensors"), file("plain.safetensors"), "--json").done();
        assertEquals("fc2.weight", alone.json().get("layers").get(0).get("name").asText());
        assertTrue(alone.err().lines().anyMatch(line -> line.contains("nested.safetensors: ") && line.contains("model.")
            && line.endsWith(file("plain.safetensors") + ".")), alone.err());
        // Under names with the prefix or without, the weights are found: of the network wrapped, and not its average beside it.
        Map<String, SafeTensor> both = new LinkedHashMap<>(Safetensors.read(file("nested.weights.safetensors")).tensors());
        both.put("average.fc1.weight", SafeTensor.of(new float[UNITS * INPUTS], UNITS, INPUTS));
        both.put("average.fc2.weight", SafeTensor.of(new float[3 * UNITS], 3, UNITS));
        Safetensors.write(file("nested.weights.safetensors"), both, Map.of());
        CommandRun run = CommandRun.of("compare", "masks", file("plain.safetensors"), file("nested.safetensors"),
            file("wrapped.safetensors"), "--weights", Stream.of(names).map(n -> file(n + ".weights.safetensors").toString())
                .collect(Collectors.joining(",")), "--json").done();
        assertEquals(3, run.json().get("pairs").size());
        run.json().get("pairs").forEach(pair -> assertEquals(1, pair.get("total").get("matched").get("jaccard").asDouble()));
        assertEquals(2, run.err().lines().count(), run.err());
        // Two that have the same prefix are the same already; the parts of a network are not its prefix.
        String same = CommandRun.of("compare", "masks", file("nested.safetensors"), file("nested.safetensors")).done().out();
        assertTrue(same.contains("model.fc1.weight"), same);
        network("other", 1, order(3), "", "", "decoder.");
        CommandRun.of("compare", "masks", file("nested.safetensors"), file("other.safetensors")).refused(ExitCode.USAGE,
            "nested.safetensors", "other.safetensors", "model.fc2.weight", "decoder.fc2.weight");
    }

    @Test
    void ofManyThosePairsAreComparedThatCanBeAndTheOthersNamed() {
        network("a", 1, order(1), "", "");
        network("b", 2, order(2), "", "");
        Safetensors.write(file("c.safetensors"), Map.of("fc1.weight", SafeTensor.of(new boolean[] {true, false, false, true}, 2, 2)),
            Map.of());
        CommandRun run = CommandRun.of("compare", "masks", file("a.safetensors"), file("c.safetensors"), file("b.safetensors"),
            "--json", "--figure", file("some.svg"));
        assertEquals(ExitCode.USAGE, run.code(), run.err());
        assertEquals(1, run.json().get("pairs").size());
        assertEquals(file("b.safetensors").toString(), run.json().get("pairs").get(0).get("b").asText());
        for (String pair : List.of(file("a.safetensors") + " and " + file("c.safetensors") + " are no masks",
            file("c.safetensors") + " and " + file("b.safetensors") + " are no masks")) {
            assertTrue(run.err().contains(pair), run.err());
        }
        assertFalse(run.err().contains(".;"), run.err());
        assertTrue(Files.exists(file("some.svg")));
        CommandRun.of("compare", "masks", file("a.safetensors"), file("c.safetensors"), "--json").refused(ExitCode.USAGE,
            "no masks of one network");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedInASentence() {
        network("a", 1, order(1), "", "");
        network("b", 2, order(2), "other.", "");
        Path a = file("a.safetensors");
        Path b = file("b.safetensors");
        CommandRun.of("compare", "masks", a, b, "--weights-a", file("a.weights.safetensors")).refused(ExitCode.USAGE, "together");
        CommandRun.of("compare", "masks", a, b, "--weights", file("a.weights.safetensors")).refused(ExitCode.USAGE, "1 files",
            "2 masks");
        CommandRun.of("compare", "masks", a, b, "--null", "1").refused(ExitCode.USAGE, "--null", "at least 2");
        // A mask holds no weights of its layers' names but the masks themselves, of another layer.
        Safetensors.write(file("c.safetensors"), Map.of("fc9.weight", SafeTensor.of(new float[6], 2, 3)), Map.of());
        CommandRun.of("compare", "masks", a, b, "--weights-a", file("c.safetensors"), "--weights-b", file("c.safetensors"))
            .refused(ExitCode.USAGE, "c.safetensors", "fc2.weight", "fc9.weight");
        Safetensors.write(file("d.safetensors"), Map.of("fc1.weight", SafeTensor.of(new float[6], 2, 3), "fc2.weight",
            SafeTensor.of(new float[6], 2, 3)), Map.of());
        CommandRun.of("compare", "masks", a, b, "--weights-a", file("d.safetensors"), "--weights-b", file("d.safetensors"))
            .refused(ExitCode.USAGE, "d.safetensors", "[2, 3]", "[3, 24]");
    }
}
