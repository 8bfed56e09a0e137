package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One unit, h' = tanh(2 h + x): without input at rest at 0 (unstable) and at the two roots of h = tanh(2 h). */
@Tag("slow")
class FixedPointsCommandTest {
    private static final double ROOT = 0.95750402407727;

    @TempDir
    private Path folder;
    private Path weights;
    private Path states;
    private Path out;

    @BeforeEach
    void files() {
        weights = folder.resolve("w.npz");
        states = folder.resolve("h.npy");
        out = folder.resolve("fp.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("rnn.weight_ih_l0", NpyArray.of(new float[] {1}, 1, 1));
        arrays.put("rnn.weight_hh_l0", NpyArray.of(new float[] {2}, 1, 1));
        Npz.write(weights, arrays);
        Npy.write(states, NpyArray.of(new double[] {-1, -0.3, 0.01, 0.4, 0.9}, 5, 1));
    }

    private CommandRun run(Object... more) {
        Object[] words = {"fixed-points", "--weights", weights, "--cell", "rnn-tanh", "--states", states, "--out", out};
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void helpHasSectionsAndEveryOptionCountsOnceInAnyOrder() {
        String help = CommandRun.of("fixed-points", "--help").done().out();
        String[] sections = {"--weights=", "Where searches start, and what input is held:", "--starts=N",
            "What counts as a point, and as unstable:", "--kink=BAND", "Files are .npz"};
        // Behind the synopsis, which has all options once already.
        int at = help.indexOf("Find where");
        for (String section : sections) {
            int next = help.indexOf(section, at);
            assertTrue(next > at, section + " is not behind " + at + " in: " + help);
            at = next;
        }
        JsonNode json = run("--unique", "0.9", "--starts", "4", "--json", "--neutral", "1e-3", "--seed", "7", "--kink", "1e-6",
            "--noise", "0.01").done().json();
        assertEquals(4, json.get("starts").asInt());
        assertEquals(0.9, json.get("unique_distance").asDouble());
        assertEquals(1e-3, json.get("neutral_band").asDouble());
        assertEquals(1e-6, json.get("kink_band").asDouble());
        run("--starts", "3", "--noise", "0.1", "--starts", "4").refused(ExitCode.USAGE, "--starts");
        run("--kink", "1e-3", "--kink", "1e-4").refused(ExitCode.USAGE, "--kink");
        run("--start", "3").refused(ExitCode.USAGE, "--starts");
    }

    @Test
    void theFixedPointsAreFoundWrittenAndTold() {
        JsonNode json = run("--json").done().json();
        assertEquals(5, json.get("starts").asInt());
        assertEquals(3, json.get("fixed").asInt(), json.toString());
        assertEquals(json.get("points").size(),
            json.get("fixed").asInt() + json.get("slow").asInt() + json.get("not_converged").asInt());
        assertTrue(json.get("seconds").asDouble() > 0);
        int stable = 0;
        for (JsonNode point : json.get("points")) {
            double h = point.get("state").get(0).asDouble();
            double slope = point.get("eigenvalues").get(0).get(0).asDouble();
            assertEquals("fixed", point.get("class").asText());
            assertTrue(point.get("q").asDouble() < 1e-25);
            assertEquals(2 * (1 - h * h), slope, 1e-12);
            if (point.get("unstable").asInt() == 0) {
                stable++;
                assertEquals(ROOT, Math.abs(h), 1e-13);
            } else {
                assertEquals(0, h, 1e-13);
            }
        }
        assertEquals(2, stable);
        Map<String, NpyArray> written = Npz.read(out);
        assertEquals(3, written.get("states").shape()[0]);
        assertEquals(3, written.get("jacobian_eigenvalues").shape()[0]);
    }

    @Test
    void aPersonSeesATableAndTheTolerances() {
        CommandRun run = run("--unique", "0.1").done();
        assertTrue(run.out().contains("unstable"), run.out());
        assertTrue(run.err().contains("3 fixed") && run.err().contains("1e-24") && run.err().contains("1e-01"), run.err());
    }

    @Test
    void theCountsAreToldOverTolerances() {
        JsonNode rows = run("--json", "--sensitivity", "--unique", "0.05").done().json().get("sensitivity");
        assertEquals(7 * 5, rows.size());
        for (JsonNode row : rows) {
            // 0 lies between the two others, 0.96 from each: at a distance of 5 there is only one point.
            assertEquals(row.get("unique_distance").asDouble() < 0.9 ? 3 : 1, row.get("fixed").asInt(), row.toString());
            assertEquals(row.get("fixed").asInt(), row.get("below").asInt());
            assertEquals(0, row.get("slow").asInt() + row.get("not_converged").asInt());
        }
        assertTrue(run("--json").done().json().get("sensitivity") == null);
        String text = run("--sensitivity").done().out();
        assertTrue(text.contains("unique beyond") && text.contains("1e-20"), text);
    }

    @Test
    void inputsAreConstant() {
        Path inputs = folder.resolve("x.npy");
        Npy.write(inputs, NpyArray.of(new double[] {3}, 1));
        JsonNode json = run("--inputs", inputs, "--json").done().json();
        assertEquals(1, json.get("fixed").asInt(), "a strong input leaves one: " + json);
        double h = json.get("points").get(0).get("state").get(0).asDouble();
        assertEquals(Math.tanh(2 * h + 3), h, 1e-14);
    }

    @Test
    void badInputIsOneSentence() {
        run("--tolerance", "-1").refused(ExitCode.USAGE, "q tolerance");
        Npy.write(states, NpyArray.of(new double[] {1, Double.NaN}, 2, 1));
        run().refused(ExitCode.USAGE, "row 1", "NaN");
        Npy.write(states, NpyArray.of(new double[4], 2, 2));
        run().refused(ExitCode.USAGE, "h.npy", "needs 1");
        CommandRun.of("fixed-points", "--weights", weights, "--cell", "lstm", "--states", states, "--out", out)
            .refused(ExitCode.USAGE, "weight_hh_l0", "[4, 1]");
        CommandRun.of("fixed-points", "--weights", weights, "--cell", "gruu", "--states", states, "--out", out)
            .refused(ExitCode.USAGE, "gru");
        CommandRun.of("fixed-points", "--weights", folder.resolve("no.npz"), "--cell", "gru", "--states", states, "--out",
            out).refused(ExitCode.USAGE, "no such file");
        CommandRun.of("fixed-points", "--weights", weights, "--cell", "rnn-tanh", "--states", states, "--out",
            folder.resolve("points.txt")).refused(ExitCode.USAGE, ".npz");
        assertFalse(Files.exists(out));
    }

    private void rate(double... recurrent) {
        int n = (int) Math.sqrt(recurrent.length);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("W_rec", NpyArray.of(recurrent, n, n));
        Npz.write(weights, arrays);
    }

    private CommandRun of(String cell, Object... more) {
        Object[] words = {"fixed-points", "--weights", weights, "--cell", cell, "--states", states, "--out", out};
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }

    /** T1 of the audit: h' = max(0, 2 h) from .1. To the right of 0 it runs away. */
    @Test
    void aPointOnAKinkIsNotCalledStable() {
        rate(2);
        Npy.write(states, NpyArray.of(new double[] {0.1}, 1, 1));
        for (CommandRun run : new CommandRun[] {of("rnn-relu", "--json"), of("leaky-rate", "--alpha", "1", "--nonlinearity",
            "relu", "--form", "rate", "--json"), of("leaky-rate", "--alpha", "0.5", "--nonlinearity", "relu", "--form", "current",
                "--json")}) {
            JsonNode point = run.done().json().get("points").get(0);
            assertEquals("fixed", point.get("class").asText());
            assertEquals(1, point.get("unstable").asInt());
            assertFalse(point.get("stable").asBoolean());
            assertTrue(point.get("repels").asBoolean());
            assertEquals(0, point.get("kink").get(0).asInt());
            assertEquals(2, point.get("one_sided").size());
            assertEquals("+", point.get("one_sided").get(0).get("sides").asText());
            assertTrue(point.get("one_sided").get(0).get("eigenvalues").get(0).get(0).asDouble() >= 1.5);
        }
        assertEquals(1, Npz.read(out).get("kink").longs()[0]);
        CommandRun told = of("rnn-relu").done();
        assertTrue(told.out().replaceAll("\\s+", " ").contains("unit 0: 2.000 above, 0.000 below; repels"), told.out());
        assertTrue(told.err().contains("on a kink") && told.err().contains("0 of them stable"), told.err());
    }

    @Test
    void neutralDirectionsAreCountedApart() {
        double c = Math.cos(0.5);
        double s = Math.sin(0.5);
        rate((float) c, (float) -s, 0, (float) s, (float) c, 0, 0, 0, 1.5);
        Npy.write(states, NpyArray.of(new double[] {1e-4, -1e-4, 1e-4}, 1, 3));
        JsonNode point = of("rnn-tanh", "--json").done().json().get("points").get(0);
        assertEquals(1, point.get("unstable").asInt(), point.toString());
        assertEquals(2, point.get("neutral").asInt());
        assertEquals(2, Npz.read(out).get("neutral").longs()[0]);
        assertEquals(3, of("rnn-tanh", "--json", "--neutral", "0.6").done().json().get("points").get(0).get("neutral").asInt());
        assertTrue(of("rnn-tanh").done().err().contains("neutral"));
        of("rnn-tanh", "--neutral", "-1").refused(ExitCode.USAGE, "neutral");
    }

    @Test
    void severalInputsAreHeldOneAfterAnother() {
        Path inputs = folder.resolve("x.npy");
        Npy.write(inputs, NpyArray.of(new double[] {0, 3}, 2, 1));
        JsonNode json = run("--inputs", inputs, "--json").done().json();
        assertEquals(10, json.get("starts").asInt());
        assertEquals(4, json.get("points").size());
        assertEquals(1, json.get("points").get(3).get("input_index").asInt());
        assertEquals(10, json.get("start_end").size());
        assertEquals(3, json.get("start_end").get(9).asInt());
        assertTrue(run("--inputs", inputs).done().out().startsWith("input"));
        Npy.write(inputs, NpyArray.of(new double[] {0, 3, 0, 0, 0}, 5, 1));
        CommandRun own = run("--inputs", inputs, "--json").done();
        assertEquals(5, own.json().get("starts").asInt());
        assertTrue(own.err().contains("--no-paired"), own.err());
        assertEquals(25, run("--inputs", inputs, "--no-paired", "--json").done().json().get("starts").asInt());
        Npy.write(inputs, NpyArray.of(new double[] {0, 3}, 2, 1));
        run("--inputs", inputs, "--paired").refused(ExitCode.USAGE, "2 inputs for 5 states");
    }

    @Test
    void startsAreDrawnAndInputsLookedAt() {
        JsonNode json = run("--starts", "3", "--noise", "0.01", "--seed", "4", "--json").done().json();
        assertEquals(3, json.get("starts").asInt());
        long[] rows = Npz.read(out).get("start_row").longs();
        assertEquals(3, java.util.Arrays.stream(rows).distinct().count());
        run("--starts", "6").refused(ExitCode.USAGE, "5 states");
        run("--starts", "0").refused(ExitCode.USAGE, "--starts");
        run("--noise", "-1").refused(ExitCode.USAGE, "noise");
        Path inputs = folder.resolve("x.npy");
        Path seen = folder.resolve("seen.npy");
        Npy.write(inputs, NpyArray.of(new double[] {3}, 1));
        Npy.write(seen, NpyArray.of(new double[] {-1, 1, 0.5, 0}, 2, 2, 1));
        assertTrue(run("--inputs", inputs, "--seen-inputs", seen).done().err().contains("between -1.0 and 1.0"));
        Map<String, NpyArray> both = new LinkedHashMap<>();
        both.put("h", NpyArray.of(new double[] {0.1, 0.2, 0.3, 0.4}, 2, 2, 1));
        both.put("inputs", NpyArray.of(new double[4], 2, 2, 1));
        states = folder.resolve("trials.npz");
        Npz.write(states, both);
        assertTrue(run("--inputs", inputs).done().err().contains("between 0.0 and 0.0"));
        assertEquals("", run("--json").done().err());
    }

    @Test
    void aFigureIsDrawn() throws java.io.IOException {
        Path figure = folder.resolve("points.svg");
        Npy.write(states, NpyArray.of(new double[] {-1, -0.3, 0.01, 0.4, 0.9, 0.95}, 2, 3, 1));
        run("--figure", figure).done();
        String svg = Files.readString(figure);
        for (String word : new String[] {"stable", "1 unstable dimension", "unstable mode", "trajectory"}) {
            assertTrue(svg.contains(word), word);
        }
        Npy.write(states, NpyArray.of(new double[] {-1, -0.3, 0.01}, 3, 1));
        run("--figure", figure).done();
        assertFalse(Files.readString(figure).contains("trajectory"));
        run("--figure", folder.resolve("points.pdf")).refused(ExitCode.USAGE, ".svg");
    }

    @Test
    void aFileOfSeveralNetworksNeedsAChoice() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String module : new String[] {"encoder", "decoder"}) {
            for (int layer = 0; layer < 2; layer++) {
                arrays.put(module + ".weight_ih_l" + layer, NpyArray.of(new float[] {1}, 1, 1));
                arrays.put(module + ".weight_hh_l" + layer, NpyArray.of(new float[] {module.equals("encoder") ? 2 : 0.5f}, 1, 1));
            }
        }
        Npz.write(weights, arrays);
        run().refused(ExitCode.USAGE, "several modules [decoder, encoder]", "--key");
        run("--key", "encoder").refused(ExitCode.USAGE, "several layers [0, 1]", "--layer");
        run("--key", "encode", "--layer", "0").refused(ExitCode.USAGE, "neither a module", "encoder");
        run("--key", "encoder", "--layer", "2").refused(ExitCode.USAGE, "layer '2'");
        assertEquals(3, run("--key", "encoder", "--layer", "1", "--json").done().json().get("fixed").asInt());
        assertEquals(1, run("--key", "decoder", "--layer", "0", "--json").done().json().get("fixed").asInt());
        Map<String, NpyArray> several = new LinkedHashMap<>();
        several.put("hidden", NpyArray.of(new double[] {0.1, 0.2}, 2, 1));
        several.put("other", NpyArray.of(new double[] {0.1}, 1, 1));
        states = folder.resolve("several.npz");
        Npz.write(states, several);
        run("--key", "encoder", "--layer", "1").refused(ExitCode.USAGE, "[hidden, other]", "--key");
        assertEquals(2, run("--key", "encoder", "--layer", "1", "--key", "hidden", "--json").done().json().get("starts").asInt());
    }

    @Test
    void aLeakyCellNeedsItsSettings() {
        rate(2);
        of("leaky-rate").refused(ExitCode.USAGE, "--alpha");
        of("leaky-rate", "--alpha", "2", "--nonlinearity", "tanh", "--form", "rate").refused(ExitCode.USAGE, "dt/tau");
        of("leaky-rate", "--alpha", "1", "--nonlinearity", "tan", "--form", "rate").refused(ExitCode.USAGE, "tanh");
        of("leaky-rate", "--alpha", "1", "--nonlinearity", "tanh", "--form", "rates").refused(ExitCode.USAGE, "rate");
        of("rnn-tanh", "--alpha", "1").refused(ExitCode.USAGE, "leaky-rate");
        of("leaky-rat").refused(ExitCode.USAGE, "leaky-rate");
        // a (2 tanh h - h) has the zeros of h = 2 tanh h, whatever a is.
        JsonNode json = of("leaky-rate", "--alpha", "0.1", "--nonlinearity", "tanh", "--form", "current", "--json").done().json();
        assertEquals(3, json.get("fixed").asInt());
        for (JsonNode point : json.get("points")) {
            double h = point.get("state").get(0).asDouble();
            assertEquals(2 * Math.tanh(h), h, 1e-12);
        }
    }
}
