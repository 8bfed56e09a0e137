package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that PyTorch trained on the flip-flop of two bits (rnn-dynamics/src/test/python/flip_flop_networks.py). In a good
 * one the four states are stable points, and the square's sides saddles.
 */
@Tag("slow")
class DynamicsCommandTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "dynamics");
    private static final Path GRU = FIXTURES.resolve("flip-flop-gru.npz");
    private static final Path LSTM = FIXTURES.resolve("flip-flop-lstm.npz");
    private static final Path RELU = FIXTURES.resolve("flip-flop-relu.npz");

    @TempDir
    private Path folder;

    /** The arrays of a fixture but some, as another file. */
    private Path without(Path fixture, String... names) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(fixture));
        for (String name : names) {
            arrays.remove(name);
        }
        Path file = folder.resolve("w.npz");
        Npz.write(file, arrays);
        return file;
    }

    @Test
    void twoFlipFlopsOfDifferentCellsHaveOneGraphAndAFigure() throws IOException {
        Path figure = folder.resolve("graph.svg");
        CommandRun run = CommandRun.of("dynamics", GRU + "=gru", LSTM + "=lstm", "--pulses", "unit", "--starts", 200, "--delays",
            "5,1", "--rank", "4", "--resamples", 20, "--figure", figure, "--json").done();
        JsonNode json = run.json();
        for (JsonNode network : json.get("networks")) {
            assertEquals(4, network.get("stable").asInt(), network.get("name").asText());
            assertEquals(9, network.get("fixed").asInt());
            assertTrue(network.get("complete").asBoolean());
            // Two pulses of each bit, from each of four states: half of them stay, all arrive.
            JsonNode to = network.get("transitions").get("to");
            for (int i = 0; i < 4; i++) {
                int stays = 0;
                for (JsonNode place : to.get(i)) {
                    assertTrue(place.isInt());
                    stays += place.asInt() == i ? 1 : 0;
                }
                assertEquals(2, stays);
            }
            assertTrue(network.get("lyapunov").get("driven").asBoolean());
            assertTrue(network.get("lyapunov").get("exponents").get(0).asDouble() < 0, "it forgets how it began");
            assertTrue(network.get("cycles").isNull());
            double modulus = Math.hypot(network.get("points").get(0).get("eigenvalues").get(0).get(0).asDouble(),
                network.get("points").get(0).get("eigenvalues").get(0).get(1).asDouble());
            assertEquals(-1 / Math.log(modulus), network.get("points").get(0).get("time_constants").get(0).asDouble(), 1e-9);
        }
        JsonNode distances = json.get("distances");
        assertEquals(0, distances.get("graph-edit").get(0).get(1).asDouble());
        assertEquals(0, distances.get("transitions-edit").get(0).get(1).asDouble());
        assertTrue(distances.get("svcca").get(0).get(1).asDouble() > 0.05, "same trials: " + distances.get("svcca"));
        assertTrue(distances.get("dsa").get(0).get(1).asDouble() > 0);
        JsonNode settings = json.get("dsa").get("settings");
        assertEquals(2, settings.size());
        // NumPy's least squares and eigenvalues and SciPy's assignment, of the same embedding (dsa_reference.py).
        assertEquals(0.004253521738465316, settings.get(0).get("wasserstein").get(0).get(1).asDouble(), 1e-9);
        assertEquals(0.07959073934472258, settings.get(1).get("wasserstein").get(0).get(1).asDouble(), 1e-9);
        JsonNode interval = settings.get(0).get("alignment_intervals").get(0);
        assertTrue(interval.get("low").asDouble() < interval.get("high").asDouble());
        String drawn = Files.readString(figure);
        assertTrue(drawn.contains("flip-flop-gru") && drawn.contains("flip-flop-lstm") && drawn.contains("stable"));
        // The same call, the same numbers.
        assertEquals(distances, CommandRun.of("dynamics", GRU + "=gru", LSTM + "=lstm", "--pulses", "unit", "--starts", 200,
            "--delays", "5,1", "--rank", "4", "--resamples", 20, "--json").done().json().get("distances"));
    }

    @Test
    void aFolderTakesTablesAndFiguresAndThreeNetworksMakeAMap() {
        Path out = folder.resolve("out");
        CommandRun run = CommandRun.of("dynamics", GRU, LSTM, RELU, "--cell", "gru,lstm,rnn-relu", "--starts", 60, "--delays", 1,
            "--rank", 3, "--resamples", 0, "--out", out, "--cycles", 2).done();
        for (String line : new String[] {"flip-flop-gru", "flip-flop-lstm", "flip-flop-relu", "lambda_1", "1-3", "2-3", "delays"}) {
            assertTrue(run.out().contains(line), line + " is not in " + run.out());
        }
        for (String file : new String[] {"points.csv", "spectra.csv", "edges.csv", "cycles.csv", "dsa.csv", "state-space.svg",
            "eigenvalues.svg", "lyapunov.svg", "distances-graph.svg", "map-dsa.svg", "map-dsa.csv"}) {
            assertTrue(Files.isRegularFile(out.resolve(file)), file);
        }
    }

    @Test
    void whatIsNotInTheWeightsFileIsTakenFromOthers() {
        Map<String, NpyArray> arrays = Npz.read(GRU);
        Path inputs = folder.resolve("x.npy");
        Npy.write(inputs, arrays.get("inputs"));
        Path states = folder.resolve("h.npy");
        Npy.write(states, arrays.get("states"));
        Path weights = without(GRU, "inputs", "states");
        JsonNode both = CommandRun.of("dynamics", weights, "--cell", "gru", "--states", states, "--inputs", inputs, "--starts", 60,
            "--json").done().json().get("networks").get(0);
        assertEquals(12, both.get("trials").asInt());
        assertEquals(360, both.get("steps").asInt());
        // Inputs alone: the states follow from them.
        JsonNode driven = CommandRun.of("dynamics", weights, "--cell", "gru", "--inputs", inputs, "--starts", 60, "--json").done()
            .json().get("networks").get(0);
        assertEquals(both.get("fixed"), driven.get("fixed"));
        // States alone: no input drives the exponents.
        JsonNode alone = CommandRun.of("dynamics", weights, "--cell", "gru", "--states", states, "--starts", 60, "--json").done()
            .json().get("networks").get(0);
        assertEquals(false, alone.get("lyapunov").get("driven").asBoolean());
        // What fixed-points wrote: the search goes on from there, and there are no trials to compare.
        Path points = folder.resolve("fp.npz");
        CommandRun.of("fixed-points", "--weights", weights, "--cell", "gru", "--states", states, "--out", points).done();
        JsonNode found = CommandRun.of("dynamics", weights + "=gru", weights + "=gru", "--states", points + "," + points,
            "--starts", 60, "--json").done().json();
        assertEquals(4, found.get("networks").get(0).get("stable").asInt());
        assertTrue(found.get("dsa").isNull());
        assertEquals(0, found.get("distances").get("spectra").get(0).get(1).asDouble());
    }

    @Test
    void anLstmsStatesAreReadInEitherOrderAndHAloneWhereInputsTellC() {
        Map<String, NpyArray> arrays = Npz.read(LSTM);
        double[] states = arrays.get("states").doubles();
        double[] swapped = new double[states.length];
        double[] outputs = new double[states.length / 2];
        for (int i = 0; i < states.length; i++) {
            int row = i / 16 * 16;
            swapped[row + (i - row + 8) % 16] = states[i];
            if (i - row < 8) {
                outputs[row / 2 + i - row] = states[i];
            }
        }
        Path weights = without(LSTM, "inputs", "states");
        Path file = folder.resolve("c-h.npy");
        Npy.write(file, NpyArray.of(swapped, 12, 30, 16));
        CommandRun.of("dynamics", weights + "=lstm", "--states", file, "--starts", 60).refused(ExitCode.USAGE, "[c; h]");
        JsonNode told = CommandRun.of("dynamics", weights + "=lstm", "--states", file, "--starts", 60, "--state-order", "c,h",
            "--json").done().json().get("networks").get(0);
        assertEquals(4, told.get("stable").asInt());
        Npy.write(file, NpyArray.of(outputs, 12, 30, 8));
        CommandRun.of("dynamics", weights + "=lstm", "--states", file).refused(ExitCode.USAGE, "8", "16");
        assertEquals(360, CommandRun.of("dynamics", weights + "=lstm", "--states", file, "--inputs", LSTM, "--starts", 60, "--json")
            .done().json().get("networks").get(0).get("steps").asInt());
    }

    @Test
    void aLeakyRateNetworkTakesPartToo() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("W_rec", NpyArray.of(new double[] {2}, 1, 1));
        arrays.put("W_in", NpyArray.of(new double[] {1, 0}, 1, 2));
        arrays.put("inputs", Npz.read(GRU).get("inputs"));
        Path leaky = folder.resolve("leaky.npz");
        Npz.write(leaky, arrays);
        JsonNode json = CommandRun.of("dynamics", leaky + "=leaky-rate", GRU + "=gru", "--alpha", 0.5, "--nonlinearity", "tanh",
            "--form", "rate", "--starts", 60, "--resamples", 0, "--json").done().json();
        assertEquals(1, json.get("networks").get(0).get("units").asInt());
        assertTrue(json.get("distances").get("dsa").get(0).get(1).asDouble() > 0);
        CommandRun.of("dynamics", GRU + "=gru", "--alpha", 0.5).refused(ExitCode.USAGE, "leaky-rate");
    }

    @Test
    void whatDoesNotFitIsRefusedInASentence() {
        CommandRun.of("dynamics", GRU).refused(ExitCode.USAGE, "cell", "flip-flop-gru.npz=CELL");
        CommandRun.of("dynamics", GRU + "=lstm").refused(ExitCode.USAGE, "weight_hh_l0");
        CommandRun.of("dynamics", GRU, "--cell", "gur").refused(ExitCode.USAGE, "gru");
        CommandRun.of("dynamics", GRU, LSTM, RELU, "--cell", "gru,lstm").refused(ExitCode.USAGE, "--cell");
        CommandRun.of("dynamics", without(GRU, "inputs", "states") + "=gru").refused(ExitCode.USAGE, "neither states nor inputs");
        CommandRun.of("dynamics", GRU + "=gru", LSTM + "=lstm", "--states", GRU).refused(ExitCode.USAGE, "--states", "2 networks");
        CommandRun.of("dynamics", GRU + "=gru", "--constant", "0,0,0").refused(ExitCode.USAGE, "--constant", "2");
        CommandRun.of("dynamics", GRU + "=gru", "--delays", "0").refused(ExitCode.USAGE, "delays");
        CommandRun.of("dynamics", GRU + "=gru", "--figure", folder.resolve("f.png")).refused(ExitCode.USAGE, ".svg");
        CommandRun.of("dynamics", GRU + "=gru", "--out", folder.resolve("a").resolve("b")).refused(ExitCode.USAGE, "folder");
        // Another network's states under these inputs: a wrong cell or file shows at once.
        Map<String, NpyArray> other = Npz.read(RELU);
        Path states = folder.resolve("other.npy");
        double[] few = new double[12 * 30 * 10];
        System.arraycopy(other.get("states").doubles(), 0, few, 0, few.length);
        Npy.write(states, NpyArray.of(few, 12, 30, 10));
        CommandRun.of("dynamics", GRU + "=gru", "--states", states).refused(ExitCode.USAGE, "states[t] = F(states[t-1], inputs[t])");
        Path narrow = folder.resolve("narrow.npy");
        Npy.write(narrow, NpyArray.of(new double[12 * 30 * 3], 12, 30, 3));
        CommandRun.of("dynamics", GRU + "=gru", "--inputs", narrow).refused(ExitCode.USAGE, "3", "2");
        Npy.write(narrow, NpyArray.of(new double[8], 2, 2, 2, 1));
        CommandRun.of("dynamics", without(GRU, "inputs") + "=gru", "--inputs", narrow).refused(ExitCode.USAGE, "shape");
    }
}
