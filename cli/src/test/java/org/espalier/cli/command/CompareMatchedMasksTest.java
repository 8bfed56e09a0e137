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

    /** Two layers, their units in some order; the magnitude mask of density one fifth beside them. */
    private void network(String name, long seed, List<Integer> order, String prefix, String suffix) {
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
        mask.put("fc2.weight", SafeTensor.of(kept(second), 3, UNITS));
        mask.put("fc1.weight", SafeTensor.of(kept(first), UNITS, INPUTS));
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
