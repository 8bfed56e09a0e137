package org.espalier.rnndynamics.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.NetsException;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.study.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellFileTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"gru, gru.npz", "lstm, lstm.safetensors"})
    void pyTorchsFilesAreRead(String cell, String file) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(RESOURCES.resolve("cells.json").toFile()).get(cell);
        Cell read = CellFile.read(RESOURCES.resolve(file), CellKind.of(cell));
        assertArrayEquals(array(expected, "next"), read.step(array(expected, "state"), array(expected, "input"), 1), 1e-14);
    }

    private static double[] array(JsonNode node, String key) {
        double[] values = new double[node.get(key).size()];
        Arrays.setAll(values, i -> node.get(key).get(i).asDouble());
        return values;
    }

    private Path vanilla(Map<String, SafeTensor> more, String... without) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("weight_ih_l0", SafeTensor.of(new float[] {1, 2}, 2, 1));
        tensors.put("weight_hh_l0", SafeTensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        tensors.put("bias_ih_l0", SafeTensor.of(new float[2], 2));
        tensors.put("bias_hh_l0", SafeTensor.of(new float[2], 2));
        tensors.put("counter", SafeTensor.of(new long[] {3}, 1));
        tensors.putAll(more);
        tensors.keySet().removeAll(Arrays.asList(without));
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private static void refused(Path file, String cell, String... words) {
        String message = assertThrows(InvalidInputException.class, () -> CellFile.read(file, CellKind.of(cell))).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void whatIsMissingOrOfWrongShapeIsSaid() throws IOException {
        assertEquals(2, CellFile.read(vanilla(Map.of()), CellKind.RNN_TANH).units());
        assertEquals(2, CellFile.read(vanilla(Map.of(), "bias_ih_l0", "bias_hh_l0"), CellKind.RNN_RELU).units());
        refused(vanilla(Map.of()), "gru", "weight_hh_l0", "[2, 2]", "[6, 2]");
        refused(vanilla(Map.of()), "gur", "gru");
        refused(vanilla(Map.of(), "weight_hh_l0"), "rnn-tanh", "no weight_hh_l0");
        refused(vanilla(Map.of(), "weight_ih_l0"), "rnn-tanh", "no weight_ih_l0");
        refused(vanilla(Map.of(), "bias_hh_l0"), "rnn-tanh", "only one of");
        refused(vanilla(Map.of("weight_hh_l1", SafeTensor.of(new float[4], 2, 2))), "rnn-tanh", "one layer");
        refused(vanilla(Map.of("bias_hh_l0", SafeTensor.of(new float[3], 3))), "rnn-tanh", "bias_hh_l0", "[3]", "[2]");
        refused(vanilla(Map.of("weight_hh_l0", SafeTensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2))), "rnn-tanh",
            "NaN", "position 2");
        refused(vanilla(Map.of("weight_hh_l0", SafeTensor.of(new float[] {1}))), "rnn-tanh", "single number");
        assertTrue(assertThrows(NetsException.class, () -> CellFile.read(folder.resolve("weights.h5"), CellKind.RNN_TANH))
            .getMessage().contains("no such file"));
    }

    @Test
    void statesAndInputsMustFitTheCell() {
        Cell cell = CellFile.read(vanilla(Map.of()), CellKind.RNN_TANH);
        Path states = folder.resolve("h.npy");
        Path inputs = folder.resolve("x.npy");
        Npy.write(states, NpyArray.of(new float[12], 3, 2, 2));
        assertEquals(6, StateFile.read(cell, states, Optional.empty()).count());
        Npy.write(inputs, NpyArray.of(new double[] {7}, 1));
        assertArrayEquals(new double[] {7, 7, 7, 7, 7, 7}, StateFile.read(cell, states, Optional.of(inputs)).inputs());
        Npy.write(inputs, NpyArray.of(new double[4], 4, 1));
        assertTrue(assertThrows(InvalidInputException.class, () -> StateFile.read(cell, states, Optional.of(inputs)))
            .getMessage().contains("expected 1 or 6"));
        Npy.write(states, NpyArray.of(new double[9], 3, 3));
        assertTrue(assertThrows(InvalidInputException.class, () -> StateFile.read(cell, states, Optional.empty()))
            .getMessage().contains("needs 2"));
        Npy.write(states, NpyArray.of(new double[] {1, 2, 3, Double.NaN}, 2, 2));
        assertTrue(assertThrows(InvalidInputException.class, () -> StateFile.read(cell, states, Optional.empty()))
            .getMessage().contains("row 1, column 1"));
        Npy.write(states, NpyArray.of(new double[0], 0, 2));
        assertTrue(assertThrows(InvalidInputException.class, () -> StateFile.read(cell, states, Optional.empty()))
            .getMessage().contains("no states"));
    }

    @Test
    void foundPointsAreWrittenAsTheContractSays() throws IOException {
        Cell cell = CellFile.read(vanilla(Map.of()), CellKind.RNN_TANH);
        FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[] {0.5},
            new double[] {1, 1, -1, -1, 0.1, -0.1}, 3), SearchOptions.DEFAULT);
        Path out = folder.resolve("points.npz");
        FixedPointFile.write(out, cell, found);
        Map<String, NpyArray> arrays = Npz.read(out);
        int n = found.points().size();
        assertTrue(n > 0);
        assertArrayEquals(new long[] {n, 2}, arrays.get("states").shape());
        assertArrayEquals(new long[] {n, 2}, arrays.get("jacobian_eigenvalues").shape());
        assertArrayEquals(new long[] {n}, arrays.get("q").shape());
        assertArrayEquals(new long[] {n, 1}, arrays.get("inputs").shape());
        assertEquals(found.points().get(0).unstable(), arrays.get("unstable").longs()[0]);
        assertEquals(found.points().get(0).eigenvalues().get(0).re(), arrays.get("jacobian_eigenvalues").complexParts()[0]);
        assertEquals(3, Arrays.stream(arrays.get("starts").longs()).sum());
        assertTrue(Files.size(out) > 0);
    }
}
