package org.espalier.rnndynamics.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.family.CellKind;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of cells. Extend it where other cells are on the class path: they are held to the same. */
public class CellTest {
    private static final double H = 1e-5;

    static List<Cell> cells() {
        return ExampleCells.all(7, 3, 1.5, 3);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void jacobiansAreThoseOfCentralDifferences(Cell cell) {
        SplittableRandom random = new SplittableRandom(11);
        int d = cell.stateSize();
        int inputs = cell.inputs();
        for (int repeat = 0; repeat < 5; repeat++) {
            double[] state = ExampleCells.normal(random, d, 1);
            double[] input = ExampleCells.normal(random, inputs, 1);
            double[] byState = filled(d * d);
            double[] byInput = filled(d * inputs);
            cell.stateJacobian(state, input, byState);
            cell.inputJacobian(state, input, byInput);
            for (int j = 0; j < d; j++) {
                double[] up = step(cell, moved(state, j, H), input);
                double[] down = step(cell, moved(state, j, -H), input);
                for (int i = 0; i < d; i++) {
                    assertEquals((up[i] - down[i]) / (2 * H), byState[i * d + j], 1e-7, cell.name() + " " + i + " " + j);
                }
            }
            for (int j = 0; j < inputs; j++) {
                double[] up = step(cell, state, moved(input, j, H));
                double[] down = step(cell, state, moved(input, j, -H));
                for (int i = 0; i < d; i++) {
                    assertEquals((up[i] - down[i]) / (2 * H), byInput[i * inputs + j], 1e-7, cell.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theCurvatureOfAWeightedSumIsThatOfCentralDifferencesAndIsAdded(Cell cell) {
        SplittableRandom random = new SplittableRandom(13);
        int d = cell.stateSize();
        for (int repeat = 0; repeat < 5; repeat++) {
            double[] state = ExampleCells.normal(random, d, 1);
            double[] input = ExampleCells.normal(random, cell.inputs(), 1);
            double[] weights = ExampleCells.normal(random, d, 1);
            double[] curvature = new double[d * d];
            Arrays.fill(curvature, 2);
            cell.addStateCurvature(state, input, weights, curvature);
            double[] byDifferences = new double[d * d];
            Arrays.fill(byDifferences, 2);
            CentralCurvature.add(cell, state, input, weights, byDifferences);
            assertArrayEquals(byDifferences, curvature, 1e-8, cell.name());
            // Differences of F alone, which no Jacobian of ours had a part in.
            double h = 1e-3;
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    double sum = 0;
                    for (int sign = -1; sign <= 1; sign += 2) {
                        double[] up = step(cell, moved(moved(state, j, h), k, sign * h), input);
                        double[] down = step(cell, moved(moved(state, j, -h), k, sign * h), input);
                        for (int i = 0; i < d; i++) {
                            sum += sign * weights[i] * (up[i] - down[i]);
                        }
                    }
                    assertEquals(2 + sum / (4 * h * h), curvature[j * d + k], 2e-5, cell.name() + " " + j + " " + k);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theTargetLiesWhereTheStepLeadsAndItsJacobianIsThatOfCentralDifferences(Cell cell) {
        SplittableRandom random = new SplittableRandom(12);
        int d = cell.stateSize();
        for (int repeat = 0; repeat < 5; repeat++) {
            double[] state = ExampleCells.normal(random, d, 1);
            double[] input = ExampleCells.normal(random, cell.inputs(), 1);
            double[] next = step(cell, state, input);
            double[] target = target(cell, state, input);
            double[] jacobian = filled(d * d);
            cell.targetJacobian(state, input, jacobian);
            for (int i = 0; i < d; i++) {
                double share = next[i] == target[i] ? 1 : (next[i] - state[i]) / (target[i] - state[i]);
                assertTrue(share > 0 && share <= 1, cell.name() + " goes " + share + " of the way");
            }
            for (int j = 0; j < d; j++) {
                double[] up = target(cell, moved(state, j, H), input);
                double[] down = target(cell, moved(state, j, -H), input);
                for (int i = 0; i < d; i++) {
                    assertEquals((up[i] - down[i]) / (2 * H), jacobian[i * d + j], 1e-7, cell.name() + " " + i + " " + j);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aBatchIsItsStepsOneByOne(Cell cell) {
        SplittableRandom random = new SplittableRandom(5);
        int d = cell.stateSize();
        double[] states = ExampleCells.normal(random, 4 * d, 1);
        double[] inputs = ExampleCells.normal(random, 4 * cell.inputs(), 1);
        double[] next = cell.step(states, inputs, 4);
        for (int b = 0; b < 4; b++) {
            assertArrayEquals(step(cell, Arrays.copyOfRange(states, b * d, (b + 1) * d),
                Arrays.copyOfRange(inputs, b * cell.inputs(), (b + 1) * cell.inputs())),
                Arrays.copyOfRange(next, b * d, (b + 1) * d));
        }
    }

    @Test
    void cellsAndTheirKindsAgreeOnNamesAndSizes() {
        for (CellKind kind : Cells.all()) {
            Cell cell = kind.cell(ExampleCells.weights(kind.gates(), 4, 2, 1, 1));
            assertEquals(kind.label(), cell.name());
            assertEquals(4, cell.units(), kind.label());
            assertEquals(2, cell.inputs(), kind.label());
            assertTrue(kind.label().matches("[a-z0-9]+(-[a-z0-9]+)*"), kind.label());
            if (kind instanceof TrainableCell trained) {
                assertEquals(4 * trained.statesAUnit(), cell.stateSize(), kind.label());
                assertTrue(trained.candidate() >= 0 && trained.candidate() < kind.gates(), kind.label());
                assertTrue(trained.keeper().orElse(0) < kind.gates(), kind.label());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void notANumberIsNotHidden(Cell cell) {
        double[] state = new double[cell.stateSize()];
        state[1] = Double.NaN;
        assertTrue(Arrays.stream(step(cell, state, new double[cell.inputs()])).anyMatch(Double::isNaN), cell.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn-tanh", "rnn-relu", "gru", "lstm"})
    void stepsAndJacobiansAreThoseOfPyTorch(String name) throws IOException {
        JsonNode all = new ObjectMapper().readTree(CellTest.class.getResource("/cells.json"));
        JsonNode c = all.get(name);
        int units = c.get("units").asInt();
        int gates = c.get("bias_ih").size() / units;
        GateWeights weights = new GateWeights(gates, units, c.get("inputs").asInt(), array(c, "weight_ih"),
            array(c, "weight_hh"), array(c, "bias_ih"), array(c, "bias_hh"));
        Cell cell = switch (name) {
            case "rnn-tanh" -> new VanillaCell(Activation.TANH, weights);
            case "rnn-relu" -> new VanillaCell(Activation.RELU, weights);
            case "gru" -> new GruCell(GruCell.Reset.AFTER, weights);
            default -> new LstmCell(weights);
        };
        assertEquals(name, cell.name());
        double[] state = array(c, "state");
        double[] input = array(c, "input");
        assertArrayEquals(array(c, "next"), step(cell, state, input), 1e-14);
        double[] byState = filled(state.length * state.length);
        cell.stateJacobian(state, input, byState);
        assertArrayEquals(array(c, "by_state"), byState, 1e-14);
        double[] byInput = filled(state.length * input.length);
        cell.inputJacobian(state, input, byInput);
        assertArrayEquals(array(c, "by_input"), byInput, 1e-14);
    }

    @Test
    void resetBeforeAndAfterTheMatrixDifferUnlessTheGateIsOpen() {
        GateWeights weights = ExampleCells.weights(3, 4, 2, 1, 9);
        double[] state = {0.3, -0.2, 0.9, -0.5};
        double[] input = {0.1, 0.4};
        double[] after = step(new GruCell(GruCell.Reset.AFTER, weights), state, input);
        double[] before = step(new GruCell(GruCell.Reset.BEFORE, weights), state, input);
        assertTrue(IntStream.range(0, 4).anyMatch(i -> Math.abs(after[i] - before[i]) > 1e-3));
        Arrays.fill(weights.inputBias(), 0, 4, 100);
        assertArrayEquals(step(new GruCell(GruCell.Reset.AFTER, weights), state, input),
            step(new GruCell(GruCell.Reset.BEFORE, weights), state, input), 1e-12);
    }

    @Test
    void dalesLawAndTheMaskHoldForEveryConnection() {
        double[] free = {1, -2, 3, -4, 5, -6, 7, -8, 9};
        boolean[] mask = {true, true, false, true, true, true, true, false, true};
        double[] effective = new Connectivity(mask, new int[] {1, -1, 0}).effective(free, 3);
        assertArrayEquals(new double[] {1, -2, 0, 4, -5, -6, 7, 0, 9}, effective);
        assertThrows(InvalidInputException.class, () -> new Connectivity(mask, new int[] {2, 0, 0}));
        assertThrows(InvalidInputException.class, () -> new Connectivity(new boolean[4], new int[0]).effective(free, 3));
    }

    @Test
    void wrongShapesAndLeaksAreRefusedInOneSentence() {
        GateWeights one = ExampleCells.weights(1, 3, 2, 1, 1);
        assertTrue(assertThrows(InvalidInputException.class, () -> new LstmCell(one)).getMessage().contains("4 gates"));
        assertTrue(assertThrows(InvalidInputException.class, () -> GateWeights.of(1, 3, 2, new double[5], new double[9],
            null)).getMessage().contains("expected 6"));
        double[] bad = new double[9];
        bad[4] = Double.NaN;
        assertTrue(assertThrows(InvalidInputException.class, () -> GateWeights.of(1, 3, 2, new double[6], bad, null))
            .getMessage().contains("position 4"));
        assertThrows(InvalidInputException.class, () -> new LeakyRateCell(LeakyRateCell.Form.RATE, Activation.TANH, 0, one,
            Connectivity.FREE));
    }

    private static double[] array(JsonNode node, String key) {
        double[] values = new double[node.get(key).size()];
        Arrays.setAll(values, i -> node.get(key).get(i).asDouble());
        return values;
    }

    private static double[] filled(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double[] moved(double[] values, int at, double by) {
        double[] moved = values.clone();
        moved[at] += by;
        return moved;
    }

    private static double[] target(Cell cell, double[] state, double[] input) {
        double[] target = filled(state.length);
        cell.target(state, input, target);
        return target;
    }

    private static double[] step(Cell cell, double[] state, double[] input) {
        return cell.step(state, input, 1);
    }
}
