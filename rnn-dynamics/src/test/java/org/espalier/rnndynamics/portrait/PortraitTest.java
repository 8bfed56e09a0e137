package org.espalier.rnndynamics.portrait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.topology.Settling;
import org.junit.jupiter.api.Test;

/** {@code h' = tanh(2 h + x)}: without input at rest at 0 (unstable) and at the two roots of {@code h = tanh(2 h)}. */
class PortraitTest {
    private static final double ROOT = 0.95750402407727;
    private static final double SLOPE = 2 * (1 - ROOT * ROOT);

    private static Cell cell(Activation activation, double recurrent, double input) {
        return new VanillaCell(activation,
            new GateWeights(1, 1, 1, new double[] {input}, new double[] {recurrent}, new double[1], new double[1]));
    }

    private static Trajectories inputs(int trials, int steps, long seed) {
        Random random = new Random(seed);
        List<double[]> all = new ArrayList<>();
        for (int k = 0; k < trials; k++) {
            all.add(random.doubles(steps, -2, 2).toArray());
        }
        return new Trajectories(1, all);
    }

    private static RecordedNetwork network(String name, double recurrent, double input) {
        return RecordedNetwork.driven(name, cell(Activation.TANH, recurrent, input), inputs(8, 30, 1));
    }

    private static PortraitOptions options(boolean autonomous) {
        return new PortraitOptions(Optional.empty(), 40, 1, Optional.of(new double[] {3, -3}), 16, autonomous, 4,
            Settling.DEFAULT, 5);
    }

    @Test
    void aBistableUnitHasItsPointsItsGraphAndItsExponent() {
        Portrait portrait = Portrait.of(network("a", 2, 1), options(true));
        assertEquals(3, portrait.fixed().size());
        assertEquals(2, portrait.stable().size());
        assertTrue(portrait.complete());
        assertEquals(1, portrait.saddles().orElseThrow().connected(1).size());
        // Each pulse sets the unit to its own sign, from either state.
        assertEquals(0, portrait.transitions().orElseThrow().nowhere());
        assertEquals(-1 / Math.log(SLOPE), portrait.slowest().orElseThrow(), 1e-6);
        assertFalse(portrait.driven());
        assertEquals(Math.log(SLOPE), portrait.lyapunov().orElseThrow().exponents()[0], 1e-6);
        assertTrue(portrait.cycles().isEmpty(), "cycles are not sought in smooth cells");
        Portrait driven = Portrait.of(network("a", 2, 1), options(false));
        assertTrue(driven.driven());
        assertEquals(8, driven.lyapunov().orElseThrow().byTrajectory().length);
    }

    @Test
    void aReluNetworkHasCyclesAndANetworkWithoutPointsHasNoGraph() {
        // h' = relu(1 - 2 h): 1/3 for ever, or 0 and 1 by turns.
        Cell relu = new VanillaCell(Activation.RELU,
            new GateWeights(1, 1, 1, new double[] {1}, new double[] {-2}, new double[] {1}, new double[1]));
        Portrait portrait = Portrait.of(RecordedNetwork.driven("r", relu, inputs(3, 9, 2)), options(true));
        assertEquals(2, portrait.cycles().orElseThrow().size());
        // h' = relu(h + 1) grows without bound: no fixed point, no exponent of a bounded state.
        Cell growing = new VanillaCell(Activation.RELU,
            new GateWeights(1, 1, 1, new double[] {1}, new double[] {3}, new double[] {1}, new double[1]));
        Portrait none = Portrait.of(RecordedNetwork.driven("g", growing, new Trajectories(1, List.of(new double[4]))), options(true));
        assertTrue(none.saddles().isEmpty() && none.transitions().isEmpty() && none.lyapunov().isEmpty());
    }

    @Test
    void networksThatAreOneUpToASignAreAtDistanceZeroAndOthersAreNot() {
        Portrait a = Portrait.of(network("a", 2, 1), options(true));
        // h -> -h: the same map seen in a mirror.
        Portrait mirrored = Portrait.of(network("b", 2, -1), options(true));
        Portrait other = Portrait.of(network("c", 0.5, 1), options(true));
        DynamicalSweep.Options sweep = new DynamicalSweep.Options(List.of(2, 1), List.of(2), 20, 2, 20, 0.95, 1);
        PortraitDistances distances = PortraitDistances.of(List.of(a, mirrored, other), sweep);
        assertEquals(List.of("graph", "graph-edit", "transitions", "transitions-edit", "spectra", "lyapunov", "dsa",
            "dsa-wasserstein", "svcca"), List.copyOf(distances.distances().keySet()));
        distances.distances().forEach((name, d) -> {
            assertEquals(0, d[0][1], name.equals("lyapunov") || name.equals("spectra") ? 1e-9 : 1e-6, name);
            assertEquals(d[0][2], d[2][0], name);
            assertTrue(d[0][2] > 1e-3, name + " is " + d[0][2]);
        });
        // One stable point and none else, against two and a saddle: a node and a saddle of two edges less.
        assertEquals(1 + (1 + 1 + 2), distances.distances().get("graph-edit")[0][2]);
        assertEquals(2, distances.sweep().orElseThrow().settings().size());
        assertTrue(Double.isNaN(PortraitDistances.spectra(List.of(), a.fixed(), 2)));
        assertEquals(PortraitDistances.spectra(a.fixed(), other.fixed(), 2), PortraitDistances.spectra(other.fixed(), a.fixed(), 2),
            1e-15);
    }

    @Test
    void recordedStatesHaveToBeWhatTheCellMakesOfTheirInputs() {
        Cell cell = cell(Activation.TANH, 2, 1);
        Trajectories x = inputs(2, 10, 3);
        Trajectories h = RecordedNetwork.driven("a", cell, x).states();
        assertEquals(20, RecordedNetwork.recorded("a", cell, h, x).states().steps());
        // Inputs a step too early.
        Trajectories late = new Trajectories(1, x.trials().stream().map(t -> {
            double[] shifted = new double[t.length];
            System.arraycopy(t, 1, shifted, 0, t.length - 1);
            return shifted;
        }).toList());
        InvalidInputException refused =
            assertThrows(InvalidInputException.class, () -> RecordedNetwork.recorded("a", cell, h, late));
        assertTrue(refused.getMessage().contains("states[t] = F(states[t-1], inputs[t])"), refused.getMessage());
        assertThrows(InvalidInputException.class, () -> RecordedNetwork.recorded("a", cell, h, inputs(3, 10, 3)));
        assertThrows(InvalidInputException.class, () -> RecordedNetwork.recorded("a", cell, h, inputs(2, 9, 3)));
        assertThrows(InvalidInputException.class, () -> new RecordedNetwork("a", cell, new Trajectories(1, List.of()),
            Optional.empty(), new double[0]));
        assertThrows(InvalidInputException.class,
            () -> RecordedNetwork.driven("a", cell, new Trajectories(2, List.of(new double[4]))));
    }
}
