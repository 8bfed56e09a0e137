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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One unit, h' = tanh(2 h + x): without input at rest at 0 (unstable) and at the two roots of h = tanh(2 h). */
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
}
