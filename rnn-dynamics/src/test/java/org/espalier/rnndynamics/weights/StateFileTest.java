package org.espalier.rnndynamics.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.LstmCell;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final Cell TANH = new VanillaCell(Activation.TANH, GateWeights.of(1, 2, 1, new double[2], new double[4], null));

    @TempDir
    private Path folder;
    private Path states;

    @BeforeEach
    void names() {
        states = folder.resolve("h.npy");
    }

    private VisitedStates read(Cell cell, Path file, String key, StateOrder order) {
        return StateFile.read(cell, file, Optional.ofNullable(key), Optional.ofNullable(order));
    }

    private void refused(Cell cell, Path file, StateOrder order, String... words) {
        String message = assertThrows(InvalidInputException.class, () -> read(cell, file, null, order)).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void statesMustFitTheCell() {
        Npy.write(states, NpyArray.of(new float[12], 3, 2, 2));
        VisitedStates trials = read(TANH, states, null, null);
        assertEquals(6, trials.rows());
        assertEquals(2, trials.steps());
        Npy.write(states, NpyArray.of(new float[12], 6, 2));
        assertEquals(1, read(TANH, states, null, null).steps());
        Npy.write(states, NpyArray.of(new double[9], 3, 3));
        refused(TANH, states, null, "needs 2");
        Npy.write(states, NpyArray.of(new double[] {1, 2, 3, Double.NaN}, 2, 2));
        refused(TANH, states, null, "row 1, column 1");
        Npy.write(states, NpyArray.of(new double[0], 0, 2));
        refused(TANH, states, null, "no states");
        Npy.write(states, NpyArray.of(new double[] {0.5, 3}, 1, 2));
        assertTrue(read(TANH, states, null, null).warnings().get(0).contains("up to 3.0"));
        refused(TANH, states, StateOrder.C_H, "one part");
    }

    @Test
    void theArrayIsFoundOrNamed() {
        Path file = folder.resolve("h.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NpyArray.of(new double[] {1, 1}, 1, 2));
        Npz.write(file, arrays);
        assertArrayEquals(new double[] {1, 1}, read(TANH, file, null, null).values());
        arrays.put("inputs", NpyArray.of(new double[] {7, 8, 9}, 3, 1));
        Npz.write(file, arrays);
        assertArrayEquals(new double[] {7, 8, 9}, read(TANH, file, null, null).inputs().orElseThrow());
        arrays.put("b", NpyArray.of(new double[] {0.5, 0.5}, 1, 2));
        Npz.write(file, arrays);
        refused(TANH, file, null, "3 arrays", "--key");
        assertArrayEquals(new double[] {0.5, 0.5}, read(TANH, file, "b", null).values());
        assertTrue(assertThrows(InvalidInputException.class, () -> read(TANH, file, "d", null)).getMessage().contains("[a, "));
        arrays.put("states", NpyArray.of(new double[] {0, 0}, 1, 2));
        Npz.write(file, arrays);
        assertArrayEquals(new double[2], read(TANH, file, null, null).values());
    }

    /** States that an LSTM has gone through, in either order. The greater the input, the greater c becomes. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 10})
    void statesOfAnLstmTellTheirOrder(double input) {
        int n = 5;
        Cell cell = new LstmCell(ExampleCells.weights(4, n, 1, 1.5, 4));
        int steps = 30;
        double[] inputs = new double[steps];
        SplittableRandom random = new SplittableRandom(2);
        for (int t = 0; t < steps; t++) {
            inputs[t] = input * (random.nextDouble() - 0.3);
        }
        double[] right = StartStates.trajectory(cell, new double[2 * n], inputs, steps);
        double[] swapped = new double[right.length];
        double[] h = new double[right.length / 2];
        double[] c = new double[right.length / 2];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(right, t * 2 * n, swapped, t * 2 * n + n, n);
            System.arraycopy(right, t * 2 * n + n, swapped, t * 2 * n, n);
            System.arraycopy(right, t * 2 * n, h, t * n, n);
            System.arraycopy(right, t * 2 * n + n, c, t * n, n);
        }
        Npy.write(states, NpyArray.of(right, steps, 2 * n));
        assertArrayEquals(right, read(cell, states, null, null).values());
        assertArrayEquals(right, read(cell, states, null, StateOrder.H_C).values());
        Npy.write(states, NpyArray.of(swapped, steps, 2 * n));
        refused(cell, states, null, "[c; h]", "--state-order c,h");
        VisitedStates said = read(cell, states, null, StateOrder.C_H);
        assertArrayEquals(right, said.values());
        assertTrue(said.warnings().isEmpty());
        Path both = folder.resolve("both.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("h_n", NpyArray.of(h, 1, steps, n));
        arrays.put("c_n", NpyArray.of(c, 1, steps, n));
        Npz.write(both, arrays);
        assertArrayEquals(right, read(cell, both, null, null).values());
        arrays.put("c_n", NpyArray.of(c, steps, n));
        Npz.write(both, arrays);
        refused(cell, both, null, "c of shape");
    }

    @Test
    void anHBeyondOneIsRefusedUnlessSaid() {
        Cell cell = new LstmCell(ExampleCells.weights(4, 1, 1, 1.5, 4));
        Npy.write(states, NpyArray.of(new double[] {0.1, 2, 1.5, -0.5}, 2, 2));
        refused(cell, states, null, "1.5 in row 1, column 0", "nor in [c; h]");
        Npy.write(states, NpyArray.of(new double[] {0.1, -0.8, 1.5, -0.5}, 2, 2));
        refused(cell, states, null, "1.5 in row 1, column 0", "say --state-order c,h");
        assertTrue(read(cell, states, null, StateOrder.H_C).warnings().get(0).contains("h up to 1.5"));
        Npy.write(states, NpyArray.of(new double[] {0.1, -0.8, -0.9, 3}, 2, 2));
        assertTrue(read(cell, states, null, null).warnings().isEmpty(), "starts of one's own are free");
        assertThrows(InvalidInputException.class, () -> StateOrder.of("h,h"));
    }

    @Test
    void inputsOutsideThoseSeenAreTold() {
        Path inputs = folder.resolve("x.npy");
        Npy.write(inputs, NpyArray.of(new double[] {7}, 1));
        ConstantInputs one = ConstantInputs.read(TANH, inputs);
        assertEquals(1, one.count());
        assertEquals(0, one.beyond(new double[] {6, 8}).size());
        assertTrue(one.beyond(new double[] {6, 6.9, -1}).get(0).contains("between -1.0 and 6.9"));
        assertEquals(0, one.beyond(new double[] {6, 7 - 1e-7}).size());
        Npy.write(inputs, NpyArray.of(new double[4], 2, 2));
        assertTrue(assertThrows(InvalidInputException.class, () -> ConstantInputs.read(TANH, inputs)).getMessage()
            .contains("of 1"));
    }
}
