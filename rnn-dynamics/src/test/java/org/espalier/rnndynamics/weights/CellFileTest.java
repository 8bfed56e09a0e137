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
import java.util.OptionalInt;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.DType;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.weights.WeightChoice.Direction;
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
        Cell read = CellFile.read(RESOURCES.resolve(file), Cells.named(cell));
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
        String message = assertThrows(InvalidInputException.class, () -> CellFile.read(file, Cells.named(cell))).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void whatIsMissingOrOfWrongShapeIsSaid() throws IOException {
        assertEquals(2, CellFile.read(vanilla(Map.of()), Cells.RNN_TANH).units());
        assertEquals(2, CellFile.read(vanilla(Map.of(), "bias_ih_l0", "bias_hh_l0"), Cells.RNN_RELU).units());
        refused(vanilla(Map.of()), "gru", "weight_hh_l0", "[2, 2]", "[6, 2]");
        refused(vanilla(Map.of()), "gur", "gru");
        refused(vanilla(Map.of(), "weight_hh_l0"), "rnn-tanh", "no weight_hh_l0");
        refused(vanilla(Map.of(), "weight_ih_l0"), "rnn-tanh", "no weight_ih_l0");
        refused(vanilla(Map.of(), "bias_hh_l0"), "rnn-tanh", "only one of");
        refused(vanilla(Map.of("weight_hh_l1", SafeTensor.of(new float[4], 2, 2))), "rnn-tanh", "[0, 1]", "--layer");
        refused(vanilla(Map.of("bias_hh_l0", SafeTensor.of(new float[3], 3))), "rnn-tanh", "bias_hh_l0", "[3]", "[2]");
        refused(vanilla(Map.of("weight_hh_l0", SafeTensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2))), "rnn-tanh",
            "NaN", "position 2");
        refused(vanilla(Map.of("weight_hh_l0", SafeTensor.of(new float[] {1}))), "rnn-tanh", "expected a matrix");
        assertTrue(assertThrows(InvalidInputException.class, () -> CellFile.read(folder.resolve("weights.h5"), Cells.RNN_TANH))
            .getMessage().contains("no such file"));
    }

    @Test
    void foundPointsAreWrittenAsTheContractSays() throws IOException {
        Cell cell = CellFile.read(vanilla(Map.of()), Cells.RNN_TANH);
        FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[] {0.5},
            new double[] {1, 1, -1, -1, 0.1, -0.1}, 3), SearchOptions.DEFAULT);
        Path out = folder.resolve("points.npz");
        FixedPointFile.write(out, cell, found, new int[] {2, 0, 1}, true);
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
        assertArrayEquals(new long[] {2, 0, 1}, arrays.get("start_row").longs());
        long[] ends = arrays.get("start_end").longs();
        for (int i = 0; i < n; i++) {
            FixedPoint p = found.points().get(i);
            int at = i;
            assertEquals(p.starts(), Arrays.stream(ends).filter(e -> e == at).count());
            assertEquals(p.found().label(), arrays.get("class_name").texts().get(i));
            assertEquals(p.neutral(), arrays.get("neutral").longs()[i]);
            assertEquals(p.stable() ? 1 : 0, arrays.get("stable").longs()[i]);
            assertEquals(0, arrays.get("kink").longs()[i]);
            for (int k = 0; k < 2; k++) {
                assertEquals(-1 / Math.log(p.eigenvalues().get(k).modulus()), arrays.get("time_constants").doubles()[2 * i + k],
                    1e-12);
            }
            checkVectors(cell, p, arrays, i);
        }
        assertTrue(Files.size(out) > 0);
    }

    /** {@code left J right = diag(eigenvalues)} and {@code left right = 1}, by complex products written out. */
    private static void checkVectors(Cell cell, FixedPoint p, Map<String, NpyArray> arrays, int point) {
        int d = 2;
        double[] jacobian = new double[d * d];
        cell.stateJacobian(p.state(), p.input(), jacobian);
        double[] written = arrays.get("jacobian").doubles();
        assertArrayEquals(jacobian, Arrays.copyOfRange(written, point * d * d, (point + 1) * d * d));
        double[] inputJacobian = new double[d];
        cell.inputJacobian(p.state(), p.input(), inputJacobian);
        assertArrayEquals(inputJacobian, Arrays.copyOfRange(arrays.get("input_jacobian").doubles(), point * d, (point + 1) * d));
        double[] right = arrays.get("right_eigenvectors").complexParts();
        double[] left = arrays.get("left_eigenvectors").complexParts();
        double[] values = arrays.get("jacobian_eigenvalues").complexParts();
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double[] plain = new double[2];
                double[] through = new double[2];
                for (int i = 0; i < d; i++) {
                    add(plain, left, at(point, a, i), right, at(point, i, b), 1);
                    for (int j = 0; j < d; j++) {
                        add(through, left, at(point, a, i), right, at(point, j, b), jacobian[i * d + j]);
                    }
                }
                assertArrayEquals(new double[] {a == b ? 1 : 0, 0}, plain, 1e-12);
                assertArrayEquals(a == b ? Arrays.copyOfRange(values, 2 * (point * d + a), 2 * (point * d + a) + 2)
                    : new double[2], through, 1e-12);
            }
        }
    }

    private static int at(int point, int row, int column) {
        return 2 * ((point * 2 + row) * 2 + column);
    }

    private static void add(double[] sum, double[] x, int atX, double[] y, int atY, double factor) {
        sum[0] += factor * (x[atX] * y[atY] - x[atX + 1] * y[atY + 1]);
        sum[1] += factor * (x[atX] * y[atY + 1] + x[atX + 1] * y[atY]);
    }

    private static SafeTensor truth(boolean... kept) {
        return SafeTensor.ofBooleans(DType.BOOL, kept, 2, 2);
    }

    private static double[] step(Path file) {
        return CellFile.read(file, Cells.RNN_RELU).step(new double[] {1, 10}, new double[] {0}, 1);
    }

    /** weight_hh = [[1, 2], [3, 4]]; of the split one the second and third number are masked. */
    @Test
    void masksAreAppliedWhateverTheirType() {
        SafeTensor orig = SafeTensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertArrayEquals(new double[] {21, 43}, step(vanilla(Map.of())));
        for (SafeTensor mask : new SafeTensor[] {truth(true, false, false, true),
            SafeTensor.of(new boolean[] {true, false, false, true}, 2, 2), SafeTensor.of(new float[] {1, 0, 0, 1}, 2, 2),
            SafeTensor.of(new double[] {1, 0, 0, 1}, 2, 2), SafeTensor.of(new long[] {1, 0, 0, 1}, 2, 2)}) {
            assertArrayEquals(new double[] {1, 40}, step(vanilla(Map.of("weight_hh_l0_orig", orig, "weight_hh_l0_mask", mask),
                "weight_hh_l0")), mask.dtype().toString());
        }
        assertArrayEquals(new double[] {21, 46}, step(vanilla(Map.of("bias_hh_l0_orig",
            SafeTensor.of(new float[] {5, 3}, 2), "bias_hh_l0_mask", SafeTensor.of(new float[] {0, 1}, 2)), "bias_hh_l0")),
            "biases are pruned too");
    }

    @Test
    void aMaskIsNeverDroppedInSilence() {
        SafeTensor orig = SafeTensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        SafeTensor mask = truth(true, false, false, true);
        refused(vanilla(Map.of("weight_hh_l0_mask", mask)), "rnn-tanh", "weight_hh_l0_mask beside weight_hh_l0");
        refused(vanilla(Map.of("weight_ih_l0_mask", mask)), "rnn-tanh", "weight_ih_l0_mask beside weight_ih_l0");
        refused(vanilla(Map.of("bias_ih_l0_mask", mask)), "rnn-tanh", "bias_ih_l0_mask beside bias_ih_l0");
        refused(vanilla(Map.of("weight_hh_l0_orig", orig), "weight_hh_l0"), "rnn-tanh", "without weight_hh_l0_mask");
        refused(vanilla(Map.of("weight_hh_l0_orig", orig, "weight_hh_l0_mask", mask)), "rnn-tanh", "both weight_hh_l0 and");
        refused(vanilla(Map.of("weight_hh_l0_orig", orig, "weight_hh_l0_mask", SafeTensor.of(new boolean[] {true}, 1)),
            "weight_hh_l0"), "rnn-tanh", "weight_hh_l0_mask", "[1]", "[2, 2]");
        assertTrue(assertThrows(InvalidInputException.class, () -> step(vanilla(Map.of("weight_hh_l0_orig", orig, "weight_hh_l0_mask",
            SafeTensor.of(new float[] {1, 0, 0.5f, 1}, 2, 2)), "weight_hh_l0"))).getMessage().contains("expected 0 or 1"));
    }

    @Test
    void whatIsNotReadIsNamed() {
        refused(vanilla(Map.of("weight_hr_l0", SafeTensor.of(new float[2], 1, 2))), "lstm", "projections", "proj_size");
        refused(vanilla(Map.of("parametrizations.weight_hh_l0.original0", SafeTensor.of(new float[2], 2)), "weight_hh_l0"),
            "rnn-tanh", "parametrised");
        refused(vanilla(Map.of("W_rec", SafeTensor.of(new float[4], 2, 2))), "rnn-tanh", "both weight_hh and W_rec");
    }

    @Test
    void layersDirectionsAndModulesAreChosen() {
        Map<String, SafeTensor> more = new LinkedHashMap<>();
        more.put("weight_hh_l0_reverse", SafeTensor.of(new float[] {9, 0, 0, 9}, 2, 2));
        more.put("weight_ih_l0_reverse", SafeTensor.of(new float[2], 2, 1));
        more.put("weight_hh_l1", SafeTensor.of(new float[] {7, 0, 0, 7}, 2, 2));
        more.put("weight_ih_l1", SafeTensor.of(new float[8], 2, 4));
        more.put("other.weight_hh_l0", SafeTensor.of(new float[] {5, 0, 0, 5}, 2, 2));
        more.put("other.weight_ih_l0", SafeTensor.of(new float[2], 2, 1));
        Path file = vanilla(more);
        assertEquals(Set.of("", "other"), CellFile.modules(file));
        refused(file, "rnn-tanh", "several modules", "other", "--key");
        assertEquals(5, first(file, "other", null, null, 1));
        assertEquals(9, first(file, "", 0, Direction.REVERSE, 1));
        assertEquals(1, first(file, "", 0, Direction.FORWARD, 1));
        assertEquals(7, first(file, "", 1, null, 4));
        for (Object[] wrong : new Object[][] {{"", 0, null, "--direction"}, {"", 2, null, "layer '2'"},
            {"", 1, Direction.REVERSE, "direction 'reverse'"}, {"third", null, null, "module 'third'"}}) {
            assertTrue(assertThrows(InvalidInputException.class, () -> first(file, (String) wrong[0], (Integer) wrong[1],
                (Direction) wrong[2], 1)).getMessage().contains((String) wrong[3]));
        }
        assertThrows(InvalidInputException.class, () -> first(file, "", -1, null, 1));
    }

    /** What unit 0 gives after a step from (1, 0): the weight from it to itself. */
    private static double first(Path file, String key, Integer layer, Direction direction, int inputs) {
        Cell cell = CellFile.read(file, Cells.RNN_RELU, new WeightChoice(Optional.of(key),
            layer == null ? OptionalInt.empty() : OptionalInt.of(layer), Optional.ofNullable(direction), false));
        assertEquals(inputs, cell.inputs());
        return cell.step(new double[] {1, 0}, new double[inputs], 1)[0];
    }

    private Path rate(Map<String, SafeTensor> more) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("W_rec", SafeTensor.of(new double[] {1, 2, 3, 4}, 2, 2));
        tensors.put("W_in", SafeTensor.of(new double[] {5, 6, 7, 8, 9, 10}, 2, 3));
        tensors.put("b_rec", SafeTensor.of(new double[] {0.5, -0.5}, 2));
        tensors.put("W_out", SafeTensor.of(new double[] {1, 1}, 1, 2));
        tensors.putAll(more);
        Path file = folder.resolve("rate.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    /** By hand and with Python's math: from h = (1, 2), x = (1, 0, -1), W h = (5, 11), W x = (-2, -2), a = 0.25. */
    @ParameterizedTest
    @CsvSource({"RATE, RELU, 1.625, 3.625", "RATE, TANH, 0.9253462, 0.9985807", "CURRENT, RELU, 1.625, 3.625",
        "CURRENT, TANH, 1.0474123, 2.4102232", "RATE, SIGMOID, 0.8354835, 0.9740426", "RATE, SOFTPLUS, 1.8047446, 3.6513002"})
    void rateNetworksAreReadAsTheyAct(LeakyRateCell.Form form, Activation activation, double first, double second) {
        Cell cell = CellFile.read(rate(Map.of()), new LeakyRate(new Leak(form, 0.25), activation));
        assertArrayEquals(new double[] {first, second}, cell.step(new double[] {1, 2}, new double[] {1, 0, -1}, 1), 1e-7);
    }

    @Test
    void rateNetworksMayBeTransposedAndWrong() {
        LeakyRate model = new LeakyRate(new Leak(LeakyRateCell.Form.RATE, 1), Activation.RELU);
        WeightChoice rows = new WeightChoice(Optional.empty(), OptionalInt.empty(), Optional.empty(), true);
        Path file = rate(Map.of("W_in", SafeTensor.of(new double[] {5, 8, 6, 9, 7, 10}, 3, 2), "W_out",
            SafeTensor.of(new double[] {1, 1}, 2, 1)));
        // h W = (1 + 6, 2 + 8).
        assertArrayEquals(new double[] {7 - 2 + 0.5, 10 - 2 - 0.5}, CellFile.read(file, model, rows)
            .step(new double[] {1, 2}, new double[] {1, 0, -1}, 1), 1e-12);
        for (Object[] wrong : new Object[][] {{"b_rec", SafeTensor.of(new double[3], 3), "b_rec"},
            {"W_in", SafeTensor.of(new double[6], 3, 2), "[3, 2]"}, {"W_out", SafeTensor.of(new double[3], 1, 3), "W_out"},
            {"W_rec", SafeTensor.of(new double[6], 2, 3), "W_rec"},
            {"rec_connectivity", SafeTensor.of(new double[] {1, 1, 0, 1}, 2, 2), "effective"},
            {"Dale_rec", SafeTensor.of(new double[] {1, 0, 0, -1}, 2, 2), "effective"}}) {
            String message = assertThrows(InvalidInputException.class, () -> CellFile.read(
                rate(Map.of((String) wrong[0], (SafeTensor) wrong[1])), model)).getMessage();
            assertTrue(message.contains((String) wrong[2]), message);
        }
        refused(rate(Map.of()), "gru", "without gates");
        assertEquals(2, CellFile.read(rate(Map.of("rec_connectivity", SafeTensor.of(new double[] {1, 1, 1, 1}, 2, 2),
            "Dale_rec", SafeTensor.of(new double[] {1, 0, 0, 1}, 2, 2))), model).units());
    }
}
