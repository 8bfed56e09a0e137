package org.espalier.cli.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/extending.md} says, done: the template is copied, made a jar of, and put where plug-ins are. What it brings is
 * listed, accepted by {@code --set}, run in workers, and reported; without its jar there is nothing of it.
 */
@Tag("slow")
class ExtendingTest {
    private int metricColumn;
    @TempDir
    private static Path folder;
    private static Path jar;

    @BeforeAll
    static void copyAndCompileTheTemplate() throws IOException {
        jar = PluginTemplate.jar(folder);
    }

    private static String espalier(Object... words) throws IOException, InterruptedException {
        Espalier started = Espalier.with(List.of(jar), folder, words);
        assertEquals(0, started.end(), started.text());
        return started.text();
    }

    @Test
    void everyKindIsListedWithTheJarAndOnlyWithIt() throws IOException, InterruptedException {
        List<String> names = List.of("initial-magnitude", "one-wide-layer", "stripes", "janet", "matched-units",
            "example/stripes");
        String with = espalier("list");
        names.forEach(name -> assertTrue(with.contains(name), name + " in " + with));
        Espalier bare = Espalier.start(folder, "list");
        assertEquals(0, bare.end());
        for (String name : names) {
            assertFalse(bare.text().contains(name), name);
        }
    }

    @Test
    void aStudyOfItsOwnWithItsMethodArchitectureAndDataRunsAndIsReported() throws IOException, InterruptedException {
        Path runs = folder.resolve("stripes");
        espalier("run", "example/stripes", "--preset", "smoke", "--out", runs);
        espalier("report", runs);
        Path report = runs.resolve("report/example/stripes");
        String csv = Files.readString(report.resolve("results.csv"));
        assertTrue(test(csv, "initial-magnitude") > 0.6, "the trained subnetwork reads the stripes: " + csv);
        assertTrue(Files.exists(report.resolve("accuracy.svg")) && Files.exists(report.resolve("index.html")));
        String claims = espalier("claims", runs);
        assertTrue(claims.replaceAll("\\s+", " ").contains("example/stripes, smoke"), claims);
    }

    @Test
    void theSuitesStudiesTakeItsNetworkDataAndCriterion() throws IOException, InterruptedException {
        Path runs = folder.resolve("suite");
        espalier("run", "edge-popup/density", "--preset", "smoke", "--seeds", "1", "--set", "architecture=one-wide-layer",
            "--set", "dataset=stripes", "--set", "width=1", "--set", "epochs=20", "--set", "density=0.5", "--out", runs);
        espalier("run", "pruning/criteria", "--preset", "smoke", "--seeds", "1", "--set", "criterion=signed-magnitude,magnitude",
            "--out", runs);
        espalier("report", runs);
        double popup = test(Files.readString(runs.resolve("report/edge-popup/density/results.csv")), "edge-popup");
        assertTrue(popup > 0.8, "the subnetwork reads the stripes: " + popup);
        assertTrue(Files.readString(runs.resolve("report/pruning/criteria/results.csv")).contains(",signed-magnitude,"));
    }

    @Test
    void itsCellLearnsTheFlipFlopAndItsFixedPointsAreFound() throws IOException, InterruptedException {
        Path runs = folder.resolve("flip-flop");
        espalier("run", "rnn-dynamics/flip-flop", "--preset", "smoke", "--set", "cell=gru,janet", "--out", runs);
        espalier("report", runs);
        List<String> all = Files.readAllLines(runs.resolve("report/rnn-dynamics/flip-flop/results.csv"));
        metricColumn = List.of(all.get(0).split(",")).indexOf("metric");
        List<String> janet = all.stream().filter(line -> line.contains(",janet,")).toList();
        assertTrue(values(janet, "learnt").stream().allMatch(v -> v == 1), String.join("\n", janet));
        assertTrue(values(janet, "fixed").stream().allMatch(v -> v >= 4), String.join("\n", janet));
        assertTrue(values(janet, "not_converged").stream().allMatch(v -> v == 0), String.join("\n", janet));
    }

    @Test
    void itsMeasureComparesFiles() throws IOException, InterruptedException {
        Path a = folder.resolve("a.npy");
        Path b = folder.resolve("b.npy");
        Npy.write(a, NpyArray.of(new double[] {1, 0, 2, 5, 3, 1, 7, 2}, 4, 2));
        // The first unit mirrored and moved, the second scaled: each has its match.
        Npy.write(b, NpyArray.of(new double[] {0, 9, 10, 8, 2, 7, 4, 3}, 4, 2));
        Espalier started = Espalier.with(List.of(jar), folder, "compare", "representations", a, b, "--measure", "matched-units",
            "--json");
        assertEquals(0, started.end(), started.text());
        String text = started.text();
        JsonNode json = new ObjectMapper().readTree(text.substring(text.indexOf('{')));
        assertEquals(1, json.at("/pairs/0/measures/matched-units").asDouble(), 1e-12, text);
    }

    private List<Double> values(List<String> lines, String metric) {
        List<Double> values = lines.stream().filter(line -> line.split(",")[metricColumn].equals(metric))
            .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1))).toList();
        assertFalse(values.isEmpty(), metric);
        return values;
    }

    private static double test(String csv, String method) {
        return csv.lines().filter(line -> line.contains("," + method + ",") && line.contains(",test_accuracy,"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1))).findFirst().orElseThrow();
    }
}
