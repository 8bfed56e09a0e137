package org.espalier.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    /** The least sum over all permutations. */
    private static double bruteForce(double[][] costs, int row, boolean[] taken) {
        if (row == costs.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < costs.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.min(best, costs[row][j] + bruteForce(costs, row + 1, taken));
                taken[j] = false;
            }
        }
        return best;
    }

    @Test
    void theSumIsTheLeastOfAllPairings() {
        Random random = new Random(3);
        for (int n = 1; n <= 7; n++) {
            for (int repeat = 0; repeat < 10; repeat++) {
                double[][] costs = new double[n][n];
                for (double[] row : costs) {
                    // Few values, so that there are many ties; and far apart ones.
                    Arrays.setAll(row, j -> random.nextInt(3) == 0 ? random.nextGaussian() : random.nextInt(4) * 1e3);
                }
                Assignment found = Assignment.least(costs);
                assertEquals(bruteForce(costs, 0, new boolean[n]), found.cost(), 1e-9);
                assertArrayEquals(Arrays.stream(new int[n]).map(z -> 1).toArray(), columnsTaken(found, n));
            }
        }
        assertEquals(0, Assignment.least(new double[0][0]).cost());
    }

    /** Another implementation of the same, by another method. */
    @Test
    void itCostsWhatJGraphTsPairingCosts() {
        Random random = new Random(5);
        int n = 40;
        double[][] costs = new double[n][n];
        SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        Set<Integer> rows = IntStream.range(0, n).boxed().collect(Collectors.toSet());
        Set<Integer> columns = IntStream.range(n, 2 * n).boxed().collect(Collectors.toSet());
        rows.forEach(graph::addVertex);
        columns.forEach(graph::addVertex);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                costs[i][j] = random.nextGaussian();
                graph.setEdgeWeight(graph.addEdge(i, n + j), costs[i][j]);
            }
        }
        double expected = new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, rows, columns).getMatching().getWeight();
        assertEquals(expected, Assignment.least(costs).cost(), 1e-9);
    }

    private static int[] columnsTaken(Assignment assignment, int n) {
        int[] taken = new int[n];
        for (int column : assignment.columns()) {
            taken[column]++;
        }
        return taken;
    }

    @Test
    void aHundredRowsOfNumbersThatAreNoSumsOfEachOtherComeToAnEnd() {
        Random random = new Random(4);
        double[][] costs = new double[100][100];
        for (double[] row : costs) {
            Arrays.setAll(row, j -> Math.pow(random.nextDouble(), 7) / 3);
        }
        Assignment found = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Assignment.least(costs));
        // No exchange of two columns is better: at the least there is none.
        int[] columns = found.columns();
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < i; j++) {
                double now = costs[i][columns[i]] + costs[j][columns[j]];
                assertEquals(now, Math.min(now, costs[i][columns[j]] + costs[j][columns[i]]), 1e-12);
            }
        }
    }

    @Test
    void whatIsNoSquareOfFiniteNumbersIsRefused() {
        assertThrows(InvalidInputException.class, () -> Assignment.least(new double[][] {{1, 2}}));
        assertThrows(InvalidInputException.class, () -> Assignment.least(new double[][] {{Double.NaN}}));
    }
}
