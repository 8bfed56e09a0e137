package org.espalier.analysis.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PopulationStatisticsTest {

    private static double[][] distances(double[][] points) {
        double[][] distances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = 0; k < points[i].length; k++) {
                    sum += Math.pow(points[i][k] - points[j][k], 2);
                }
                distances[i][j] = Math.sqrt(sum);
                distances[j][i] = distances[i][j];
            }
        }
        return distances;
    }

    private static double[][] points(int n, int dimensions, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[n][dimensions];
        for (double[] point : points) {
            for (int k = 0; k < dimensions; k++) {
                point[k] = random.nextGaussian();
            }
        }
        return points;
    }

    @Test
    void pointsInAPlaneComeBack() {
        double[][] given = distances(points(15, 2, 1));
        ClassicalScaling scaling = ClassicalScaling.of(given, 2);
        double[][] again = distances(scaling.points());
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15; j++) {
                assertEquals(given[i][j], again[i][j], 1e-12);
            }
        }
        assertTrue(scaling.eigenvalues()[1] > 1);
        for (int i = 2; i < 15; i++) {
            assertEquals(0, scaling.eigenvalues()[i], 1e-12);
        }
    }

    @Test
    void distancesOfNoPointsHaveNegativeEigenvalues() {
        // The triangle inequality does not hold: 1 + 1 < 3.
        double[] eigenvalues = ClassicalScaling.of(new double[][] {{0, 1, 3}, {1, 0, 1}, {3, 1, 0}}, 3).eigenvalues();
        assertTrue(eigenvalues[2] < -0.1 && eigenvalues[0] > 0);
    }

    /** Many networks alike and a few apart: nearly all eigenvalues are 0, which not every solver's iteration survives. */
    @Test
    void manyEqualNetworksAreScaled() {
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] given = new double[200][2];
            for (int i = 0; i < 4; i++) {
                given[random.nextInt(200)] = new double[] {random.nextDouble(), random.nextDouble()};
            }
            double[][] distances = distances(given);
            ClassicalScaling scaling = ClassicalScaling.of(distances, 2);
            double[][] again = distances(scaling.points());
            for (int i = 0; i < 200; i++) {
                assertArrayEquals(distances[i], again[i], 1e-6);
            }
        }
    }

    @Test
    void badDistancesAreRefused() {
        for (double[][] bad : new double[][][] {{{0}}, {{0, 1}, {2, 0}}, {{0, -1}, {-1, 0}}, {{0, Double.NaN}, {Double.NaN, 0}},
            {{0, 1}}, {{1, 1}, {1, 1}}, {{0, 1}, {1}}}) {
            assertThrows(InvalidInputException.class, () -> ClassicalScaling.of(bad, 1));
        }
        assertThrows(InvalidInputException.class, () -> ClassicalScaling.of(new double[][] {{0, 1}, {1, 0}}, 3));
    }

    @Test
    void groupsThatDifferAreFoundAndOthersAtTheStatedRate() {
        int[] groups = {1, 1, 1, 1, 1, 2, 2, 2, 2, 2};
        int found = 0;
        for (int seed = 0; seed < 400; seed++) {
            found += GroupSeparation.of(distances(points(10, 3, seed)), groups, 99, new SplittableRandom(seed)).p() <= 0.05 ? 1 : 0;
        }
        // 5 % of 400 is 20, with a standard error of 4.4.
        assertTrue(found >= 6 && found <= 34, found + " of 400");
        double[][] apart = points(10, 3, 1);
        for (int i = 0; i < 5; i++) {
            apart[i][0] += 6;
        }
        GroupSeparation separation = GroupSeparation.of(distances(apart), groups, 999, new SplittableRandom(1));
        assertTrue(separation.p() < 0.02 && separation.between() > separation.within(), separation.toString());
        assertThrows(InvalidInputException.class,
            () -> GroupSeparation.of(distances(apart), new int[10], 9, new SplittableRandom(1)));
        assertThrows(InvalidInputException.class,
            () -> GroupSeparation.of(distances(apart), new int[3], 9, new SplittableRandom(1)));
    }

    @ParameterizedTest
    @EnumSource(EffectiveRank.class)
    void kEqualValuesAreOfRankK(EffectiveRank rank) {
        assertEquals(3, rank.of(new double[] {2, 0, 2, 2, 0}), 1e-12);
        assertEquals(1, rank.of(new double[] {1e-200, 0}), 1e-12);
        double[] s = {5, 3, 1, 0.5};
        double[] larger = {5e200, 3e200, 1e200, 0.5e200};
        assertEquals(rank.of(s), rank.of(larger), 1e-12);
        assertTrue(rank.of(s) > 1 && rank.of(s) <= 4);
        assertTrue(Double.isNaN(rank.of(new double[3])));
        assertThrows(InvalidInputException.class, () -> rank.of(new double[] {1, -1}));
        assertThrows(InvalidInputException.class, () -> rank.of(new double[] {Double.NaN}));
    }

    @Test
    void ranksOfAnExample() {
        double[] s = {2, 1, 1, 0.01};
        assertEquals(4.01 * 4.01 / 6.0001, EffectiveRank.PARTICIPATION.of(s), 1e-12);
        assertEquals(6.0001 * 6.0001 / (18 + 1e-8), EffectiveRank.PARTICIPATION_OF_SQUARES.of(s), 1e-12);
        assertEquals(6.0001 / 4, EffectiveRank.STABLE.of(s), 1e-12);
        assertEquals(3, EffectiveRank.THRESHOLD.of(s), 1e-12);
        assertEquals(Math.pow(2, 1.5), EffectiveRank.ENTROPY.of(new double[] {2, 1, 1}), 1e-12);
    }

    @Test
    void theNearestNeighbourIsTheOneThatIsNearest() {
        // On a line: 0, 1 | 3, 3.5 | 1.6. The last's nearest neighbour is 1, of another group; all others' their fellow.
        double[][] line = distances(new double[][] {{0}, {1}, {3}, {3.5}, {1.7}});
        NearestNeighbour found = NearestNeighbour.of(line, new int[] {4, 4, 9, 9, 9}, 2000, new SplittableRandom(1));
        assertArrayEquals(new double[] {1, 0, 1, 1, 0}, found.byNetwork());
        assertEquals(0.6, found.accuracy(), 1e-12);
        assertEquals((2 + 6) / 20.0, found.chance(), 1e-12);
        // All 10 arrangements of two fours, by hand: the test is that of the draw.
        double hits = 0;
        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < a; b++) {
                int[] groups = new int[5];
                groups[a] = 1;
                groups[b] = 1;
                hits += NearestNeighbour.of(line, groups, 1, new SplittableRandom(1)).accuracy() >= 0.6 - 1e-12 ? 1 : 0;
            }
        }
        assertEquals(hits / 10, found.p(), 0.04);
    }

    @Test
    void equalDistancesTellNothing() {
        int[] groups = {0, 0, 0, 1, 1, 1};
        NearestNeighbour found = NearestNeighbour.of(new double[6][6], groups, 100, new SplittableRandom(2));
        assertEquals(0.4, found.accuracy(), 1e-12);
        assertEquals(0.4, found.chance(), 1e-12);
        assertEquals(1, found.p());
        // Rounding is no difference.
        double[][] nearly = distances(points(6, 3, 5));
        double[][] noisy = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                noisy[i][j] = i == j ? 0 : 1 + 1e-13 * nearly[i][j];
            }
        }
        assertEquals(0.4, NearestNeighbour.of(noisy, groups, 1, new SplittableRandom(2)).accuracy(), 1e-12);
    }

    @Test
    void randomGroupsAreToldByChance() {
        double[][] given = distances(points(60, 2, 3));
        int[] groups = new int[60];
        for (int i = 0; i < 60; i++) {
            groups[i] = i % 5;
        }
        NearestNeighbour found = NearestNeighbour.of(given, groups, 500, new SplittableRandom(4));
        assertEquals(11 / 59.0, found.chance(), 1e-12);
        assertTrue(found.p() > 0.01 && found.accuracy() < 0.4, found.p() + " " + found.accuracy());
    }

    @Test
    void nearestNeighboursOfOneGroupAreRefused() {
        assertThrows(InvalidInputException.class,
            () -> NearestNeighbour.of(new double[3][3], new int[3], 10, new SplittableRandom(1)));
        assertThrows(InvalidInputException.class,
            () -> NearestNeighbour.of(new double[3][3], new int[] {0, 1}, 10, new SplittableRandom(1)));
        assertThrows(InvalidInputException.class,
            () -> NearestNeighbour.of(new double[2][2], new int[] {0, 1}, 0, new SplittableRandom(1)));
    }
}
