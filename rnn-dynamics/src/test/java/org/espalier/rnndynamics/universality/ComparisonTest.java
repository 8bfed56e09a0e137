package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.analysis.representation.Representation;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.topology.PointGraph;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final int SAMPLES = 60;
    private static final int UNITS = 5;

    /** A cell's networks see the same three signals, mixed in each by a matrix of its own; their graphs have a ring of nodes. */
    private static List<PopulationFile.Network> networks(int each, int... nodes) {
        SplittableRandom random = new SplittableRandom(7);
        TrainableCell[] cells = {Cells.GRU, Cells.LSTM, Cells.UGRNN};
        List<PopulationFile.Network> networks = new ArrayList<>();
        for (int c = 0; c < cells.length; c++) {
            double[] signals = random.doubles(SAMPLES * 3, -1, 1).toArray();
            for (int k = 0; k < each; k++) {
                double[] mix = random.doubles(3 * UNITS, -1, 1).toArray();
                double[] values = new double[SAMPLES * UNITS];
                for (int s = 0; s < SAMPLES; s++) {
                    for (int u = 0; u < UNITS; u++) {
                        for (int i = 0; i < 3; i++) {
                            values[s * UNITS + u] += signals[s * 3 + i] * mix[i * UNITS + u];
                        }
                    }
                }
                int n = nodes[c];
                int[] edges = new int[n * n];
                for (int i = 0; i < n; i++) {
                    edges[i * n + (i + 1) % n] = 1;
                }
                networks.add(new PopulationFile.Network(cells[c], UNITS, 0, k + 1, true,
                    new Representation(SAMPLES, UNITS, values), new TreeMap<>(Map.of("ring", new PointGraph(new int[n], edges)))));
            }
        }
        return networks;
    }

    private static Map<String, double[][]> topology(List<PopulationFile.Network> networks) {
        return Comparison.topology(networks, PopulationTrialTest.task("ring"));
    }

    @Test
    void mixturesOfTheSameSignalsAreAlike() {
        List<PopulationFile.Network> networks = networks(4, 6, 6, 6);
        Map<String, double[][]> geometry = Comparison.geometry(networks, new TreeSet<>(List.of(2, 3)));
        assertEquals(List.of("svcca-2", "svcca-3", "svcca-99-percent"), List.copyOf(geometry.keySet()));
        double[][] three = geometry.get("svcca-3");
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                assertEquals(three[i][j], three[j][i]);
                // Three directions hold three mixed signals whole.
                assertTrue(i / 4 == j / 4 ? three[i][j] < 1e-12 : three[i][j] > 0.5, i + " " + j + ": " + three[i][j]);
            }
        }
        Comparison found = Comparison.of(three, networks, new SplittableRandom(1));
        assertEquals(1, found.neighbour().accuracy(), 1e-12);
        assertTrue(found.neighbour().p() < 0.001 && found.separation().p() < 0.001);
        assertEquals(0, found.separation().within(), 1e-12);
        // The plane puts a cell's networks on one place.
        for (int i = 0; i < 12; i++) {
            assertEquals(found.map().points()[i / 4 * 4][0], found.map().points()[i][0], 1e-6);
        }
        assertTrue(found.mapped() > 0.9 && found.mapped() <= 1 + 1e-12, "three places lie in a plane: " + found.mapped());
    }

    @Test
    void whatMovesAlikeIsAlikeWhateverItLooksLikeAndJumpsBetweenTrialsAreNoMotion() {
        // Two rotations of other speeds, each seen by three networks through mixtures of their own, in trials of 20 steps.
        SplittableRandom random = new SplittableRandom(3);
        List<PopulationFile.Network> networks = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            double speed = n < 3 ? 0.3 : 0.9;
            double[] mix = random.doubles(2 * UNITS, -1, 1).toArray();
            double[] values = new double[12 * 20 * UNITS];
            for (int k = 0; k < 12; k++) {
                double phase = 6 * random.nextDouble();
                for (int t = 0; t < 20; t++) {
                    for (int u = 0; u < UNITS; u++) {
                        values[(k * 20 + t) * UNITS + u] = mix[u] * Math.cos(speed * t + phase)
                            + mix[UNITS + u] * Math.sin(speed * t + phase);
                    }
                }
            }
            int[] steps = new int[12];
            java.util.Arrays.fill(steps, 20);
            networks.add(new PopulationFile.Network(n < 3 ? Cells.GRU : Cells.LSTM, UNITS, 0, n % 3 + 1, true,
                Representation.ofTrials(UNITS, values, steps), new TreeMap<>()));
        }
        Map<String, double[][]> dynamics = Comparison.dynamics(networks);
        assertEquals(List.of("dsa", "dsa-wasserstein-5-10", "dsa-wasserstein-1-10", "dsa-wasserstein-2-10",
            "dsa-wasserstein-10-10", "dsa-wasserstein-5-5", "dsa-wasserstein-5-20"), List.copyOf(dynamics.keySet()));
        dynamics.forEach((name, distances) -> {
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    // Eigenvalues on the unit circle, turned by the difference of the speeds; the angle of two such maps is it.
                    double expected = i / 3 == j / 3 ? 0 : name.equals("dsa") ? 0.6 : 2 * Math.sin(0.3);
                    assertEquals(expected, distances[i][j], name.equals("dsa") ? 0.05 : 1e-6, name + " " + i + " " + j);
                }
            }
        });
    }

    @Test
    void equalGraphsTellNothingAndDifferentOnesAll() {
        List<PopulationFile.Network> alike = networks(4, 6, 6, 6);
        Comparison none = Comparison.of(topology(alike).get("ring"), alike, new SplittableRandom(1));
        assertEquals(none.neighbour().chance(), none.neighbour().accuracy(), 1e-12);
        assertEquals(1, none.neighbour().p());
        assertEquals(0, none.mapped());
        List<PopulationFile.Network> different = networks(4, 5, 6, 7);
        assertEquals(1, Comparison.of(topology(different).get("ring"), different, new SplittableRandom(1)).neighbour()
            .accuracy(), 1e-12);
    }

    @Test
    void thereMustBeSomethingToTellApart() {
        assertTrue(Comparison.possible(networks(2, 3, 3, 3)));
        assertFalse(Comparison.possible(networks(1, 3, 3, 3)), "no cell has two networks");
        assertFalse(Comparison.possible(networks(4, 3, 3, 3).subList(0, 4)), "one cell");
        assertFalse(Comparison.possible(List.of()));
    }
}
