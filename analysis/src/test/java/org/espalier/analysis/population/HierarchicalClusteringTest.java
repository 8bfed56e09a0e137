package org.espalier.analysis.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HierarchicalClusteringTest {
    /** Heights of {@code scipy.cluster.hierarchy.linkage} (SciPy 1.17.1) for the points of {@link #example}. */
    private static final Map<Linkage, double[]> SCIPY = Map.of(
        Linkage.SINGLE, new double[] {0.1499678936727478, 0.509556559859075, 0.7209415644919025, 0.739846394109215,
            1.288378685430545, 1.303133757690708},
        Linkage.COMPLETE, new double[] {0.1499678936727478, 0.5749183174279995, 0.7209415644919025, 1.454497743313505,
            1.7757247126412325, 2.140378571532271},
        Linkage.AVERAGE, new double[] {0.1499678936727478, 0.5422374386435372, 0.7209415644919025, 1.09717206871136,
            1.4550805191752934, 1.7334588126052097},
        Linkage.WARD, new double[] {0.1499678936727478, 0.6212534506105843, 0.7209415644919025, 1.2657166619414921,
            1.775085250435882, 2.790619561795679});
    /** Its clusters, the same for all four. */
    private static final int[][] PARTS = {{4, 5}, {0, 7}, {3, 6}, {2, 9}, {1, 8}, {10, 11}};

    private static double[][] example() {
        double[][] points = new double[7][];
        for (int i = 0; i < 7; i++) {
            points[i] = new double[] {Math.sin(1.7 * i + 0.3), Math.cos(2.3 * i * i)};
        }
        return distances(points);
    }

    private static double[][] distances(double[][] points) {
        double[][] distances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                double sum = 0;
                for (int k = 0; k < points[i].length; k++) {
                    sum += Math.pow(points[i][k] - points[j][k], 2);
                }
                distances[i][j] = Math.sqrt(sum);
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

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void theMergersAreThoseOfScipy(Linkage linkage) {
        HierarchicalClustering clustering = HierarchicalClustering.of(example(), linkage);
        for (int i = 0; i < 6; i++) {
            HierarchicalClustering.Merge merge = clustering.merges().get(i);
            assertArrayEquals(PARTS[i], new int[] {merge.a(), merge.b()});
            assertEquals(SCIPY.get(linkage)[i], merge.height(), 1e-12);
        }
        assertEquals(7, clustering.merges().get(5).size());
        // fcluster(Z, 3, "maxclust") gives 2 3 1 1 2 2 1.
        assertArrayEquals(new int[] {0, 1, 2, 2, 0, 0, 2}, clustering.labels(3));
        assertArrayEquals(new int[7], clustering.labels(1));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6}, clustering.labels(7));
        assertEquals(SCIPY.get(linkage)[4], clustering.cophenetic()[0][1], 1e-12);
        assertEquals(SCIPY.get(linkage)[5], clustering.cophenetic()[2][5], 1e-12);
        assertEquals(SCIPY.get(linkage)[0], clustering.cophenetic()[4][5], 1e-12);
    }

    /** Every height from the members themselves, by the definition. */
    @ParameterizedTest
    @EnumSource(Linkage.class)
    void heightsAreThoseOfTheDefinitionAndTheNearest(Linkage linkage) {
        double[][] points = points(14, 3, 1);
        double[][] d = distances(points);
        HierarchicalClustering clustering = HierarchicalClustering.of(d, linkage);
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            members.add(List.of(i));
        }
        List<Integer> alive = new ArrayList<>(IntStream.range(0, 14).boxed().toList());
        double before = 0;
        for (HierarchicalClustering.Merge merge : clustering.merges()) {
            double height = apart(linkage, members.get(merge.a()), members.get(merge.b()), d, points);
            assertEquals(height, merge.height(), 1e-12);
            for (int p : alive) {
                for (int q : alive) {
                    assertTrue(p == q || apart(linkage, members.get(p), members.get(q), d, points) >= height - 1e-12);
                }
            }
            assertTrue(merge.height() >= before - 1e-12);
            before = merge.height();
            List<Integer> both = new ArrayList<>(members.get(merge.a()));
            both.addAll(members.get(merge.b()));
            members.add(both);
            alive.remove((Integer) merge.a());
            alive.remove((Integer) merge.b());
            alive.add(members.size() - 1);
        }
    }

    private static double apart(Linkage linkage, List<Integer> a, List<Integer> b, double[][] d, double[][] points) {
        if (linkage == Linkage.WARD) {
            double sum = 0;
            for (int k = 0; k < points[0].length; k++) {
                int axis = k;
                double meanA = a.stream().mapToDouble(i -> points[i][axis]).average().orElseThrow();
                double meanB = b.stream().mapToDouble(i -> points[i][axis]).average().orElseThrow();
                sum += (meanA - meanB) * (meanA - meanB);
            }
            return Math.sqrt(2.0 * a.size() * b.size() / (a.size() + b.size()) * sum);
        }
        DoubleStream all = a.stream().flatMapToDouble(i -> b.stream().mapToDouble(j -> d[i][j]));
        return switch (linkage) {
            case SINGLE -> all.min().orElseThrow();
            case COMPLETE -> all.max().orElseThrow();
            default -> all.average().orElseThrow();
        };
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void groupsFarApartAreFoundAndCopheneticHeightsAreAnUltrametric(Linkage linkage) {
        double[][] points = points(12, 2, 3);
        for (int i = 0; i < 12; i++) {
            points[i][0] += 20 * (i % 3);
        }
        HierarchicalClustering clustering = HierarchicalClustering.of(distances(points), linkage);
        int[] labels = clustering.labels(3);
        for (int i = 0; i < 12; i++) {
            assertEquals(i % 3, labels[i]);
        }
        double[][] c = clustering.cophenetic();
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                for (int k = 0; k < 12; k++) {
                    assertTrue(c[i][j] <= Math.max(c[i][k], c[k][j]) + 1e-12);
                }
            }
        }
        assertThrows(InvalidInputException.class, () -> clustering.labels(0));
        assertThrows(InvalidInputException.class, () -> clustering.labels(13));
        assertThrows(InvalidInputException.class, () -> HierarchicalClustering.of(new double[][] {{0, 1}, {2, 0}}, linkage));
    }

    @Test
    void equalDistancesAreMergedInOrder() {
        double[][] equal = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
        List<HierarchicalClustering.Merge> merges = HierarchicalClustering.of(equal, Linkage.AVERAGE).merges();
        assertEquals(List.of(new HierarchicalClustering.Merge(0, 1, 1, 2), new HierarchicalClustering.Merge(2, 3, 1, 3)), merges);
    }
}
