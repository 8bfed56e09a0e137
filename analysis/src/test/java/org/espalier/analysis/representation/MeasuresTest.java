package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

/** What single measures claim, against closed forms and brute force. */
class MeasuresTest {

    private static double compare(String id, double[][] a, double[][] b) {
        return RepresentationMeasures.named(id).compare(Representation.of(a), Representation.of(b));
    }

    @Test
    void theIdsAreThoseOfTheCommandLine() {
        List<String> ids = RepresentationMeasures.all().stream().map(RepresentationMeasure::id).toList();
        assertTrue(ids.containsAll(List.of("cca", "r2-cca", "svcca", "pwcca", "cka", "cka-debiased", "cka-rbf", "procrustes",
            "shape-0", "shape-0.5", "shape-1", "knn")), ids.toString());
        for (String rdm : List.of("sqeuclidean", "correlation", "cosine")) {
            for (String comparison : List.of("pearson", "cosine", "spearman", "kendall")) {
                assertTrue(ids.contains("rsa-" + rdm + "-" + comparison), ids.toString());
            }
        }
        assertEquals("shape-0.25", RepresentationMeasures.named("shape-0.25").id());
        for (String wrong : List.of("shape-2", "shape-x", "shape-NaN", "svca", "rsa-cosine")) {
            assertThrows(InvalidInputException.class, () -> RepresentationMeasures.named(wrong), wrong);
        }
        assertTrue(assertThrows(InvalidInputException.class, () -> RepresentationMeasures.named("svca")).getMessage()
            .contains("svcca"));
    }

    @Test
    void badRepresentationsAreRefusedAndSayWhere() {
        double[][] values = Examples.normal(5, 3, 1);
        values[3][1] = Double.NaN;
        String message = assertThrows(InvalidInputException.class, () -> Representation.of(values)).getMessage();
        assertTrue(message.contains("sample 3, unit 1"), message);
        values[3][1] = Double.POSITIVE_INFINITY;
        assertThrows(InvalidInputException.class, () -> Representation.of(values));
        assertThrows(InvalidInputException.class, () -> Representation.of(new double[][] {{1, 2}}));
        assertThrows(InvalidInputException.class, () -> Representation.of(new double[][] {{1, 2}, {1}}));
        assertThrows(InvalidInputException.class, () -> new Representation(3, 0, new double[0]));
        assertThrows(InvalidInputException.class, () -> new Representation(3, 2, new double[5]));
    }

    @Test
    void theDecompositionGivesTheRepresentationBack() {
        for (int units : new int[] {3, 30}) {
            double[][] values = Examples.activations(12, units, 9);
            for (double[] row : values) {
                row[1] = 0.1; // a unit that never changes
            }
            Representation x = Representation.of(values);
            assertEquals(Math.min(units - 1, 11), x.principalDirections().rank());
            PrincipalDirections d = x.principalDirections();
            double[] u = d.basis();
            double[] s = d.singularValues();
            double[] centred = PrincipalDirections.centred(x);
            // X X^T = U S^2 U^T
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    double gram = 0;
                    double again = 0;
                    for (int k = 0; k < units; k++) {
                        gram += centred[i * units + k] * centred[j * units + k];
                    }
                    for (int k = 0; k < d.rank(); k++) {
                        again += u[i * d.rank() + k] * s[k] * s[k] * u[j * d.rank() + k];
                    }
                    assertEquals(gram, again, 1e-9 * s[0] * s[0]);
                }
            }
        }
    }

    @Test
    void svccaKeepsByVarianceNotBySingularValue() {
        // Directions of standard deviation 10, 2, 0.5: 95.9 %, 99.8 % of the variance. By singular values the first two
        // would be 96 % and the third kept too.
        double[][] q = Examples.rotation(50, 3);
        double[][] values = new double[50][3];
        for (int i = 0; i < 50; i++) {
            values[i][0] = 10 * q[0][i];
            values[i][1] = 2 * q[1][i];
            values[i][2] = 0.5 * q[2][i];
        }
        assertEquals(2, new Svcca().kept(Representation.of(values)));
        assertEquals(1, ((Svcca) new Svcca().with("variance", 0.9)).kept(Representation.of(values)));
        assertEquals(3, ((Svcca) new Svcca().with("variance", 1)).kept(Representation.of(values)));
        assertEquals(1, ((Svcca) new Svcca().with("directions", 1)).kept(Representation.of(values)));
        assertEquals(3, Svcca.ofDirections(20).kept(Representation.of(values)));
    }

    @Test
    void svccaIsCcaOfTheKeptDirections() {
        double[][] a = Examples.activations(60, 8, 1);
        double[][] b = Examples.activations(60, 7, 2);
        double[] u = Representation.of(a).principalDirections().basis();
        double[] v = Representation.of(b).principalDirections().basis();
        double[][] leadingA = new double[60][4];
        double[][] leadingB = new double[60][3];
        for (int i = 0; i < 60; i++) {
            System.arraycopy(u, i * 8, leadingA[i], 0, 4);
            System.arraycopy(v, i * 7, leadingB[i], 0, 3);
        }
        double expected = compare("cca", leadingA, leadingB);
        // Three directions of b and of the first four of a: no setting keeps different numbers, so by the block itself.
        double[] block = CanonicalCorrelations.correlations(org.ejml.dense.row.CommonOps_DDRM.extract(
            CrossProduct.of(Representation.of(a), Representation.of(b)), 0, 4, 0, 3));
        assertEquals(expected, CanonicalCorrelations.mean(block), 1e-12);
        for (int i = 0; i < 60; i++) {
            leadingA[i] = java.util.Arrays.copyOf(leadingA[i], 3);
        }
        assertEquals(compare("cca", leadingA, leadingB),
            Svcca.ofDirections(3).compare(Representation.of(a), Representation.of(b)), 1e-12);
    }

    @Test
    void noisyDirectionsMoveCcaButNotSvcca() {
        double[][] signal = Examples.normal(200, 2, 1);
        double[][] a = new double[200][12];
        double[][] b = new double[200][12];
        double[][] noiseA = Examples.normal(200, 10, 2);
        double[][] noiseB = Examples.normal(200, 10, 3);
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 12; j++) {
                a[i][j] = j < 2 ? signal[i][j] : 1e-3 * noiseA[i][j - 2];
                b[i][j] = j < 2 ? signal[i][j] : 1e-3 * noiseB[i][j - 2];
            }
        }
        assertEquals(1, compare("svcca", a, b), 1e-3);
        assertTrue(compare("cca", a, b) < 0.5);
        assertEquals(1, compare("pwcca", a, b), 0.05);
        assertEquals(1, compare("cka", a, b), 1e-5);
    }

    @Test
    void debiasedCkaIsZeroOnAverageWhereTheBiasedOneIsNot() {
        double debiased = 0;
        double biased = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[][] a = Examples.normal(20, 30, seed);
            double[][] b = Examples.normal(20, 30, 1000 + seed);
            debiased += compare("cka-debiased", a, b) / 200;
            biased += compare("cka", a, b) / 200;
        }
        assertEquals(0, debiased, 0.03);
        assertTrue(biased > 0.5, "biased " + biased);
        assertTrue(Double.isNaN(compare("cka-debiased", Examples.normal(3, 2, 1), Examples.normal(3, 2, 2))));
    }

    @Test
    void kernelAlignmentIsTheDefinitionWithWholeMatrices() {
        double[][] a = Examples.activations(9, 3, 1);
        double[][] b = Examples.activations(9, 2, 2);
        double[][] k = centredKernel(a, 0.7);
        double[][] l = centredKernel(b, 0.7);
        double expected = inner(k, l) / Math.sqrt(inner(k, k) * inner(l, l));
        RepresentationMeasure rbf = new RbfCka().with("bandwidth", 0.7);
        assertEquals(expected, rbf.compare(Representation.of(a), Representation.of(b)), 1e-12);
        assertThrows(InvalidInputException.class, () -> new RbfCka().with("bandwidth", 0));
    }

    private static double[][] centredKernel(double[][] x, double bandwidth) {
        int n = x.length;
        double[][] d = new double[n][n];
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int u = 0; u < x[0].length; u++) {
                    d[i][j] += (x[i][u] - x[j][u]) * (x[i][u] - x[j][u]);
                }
                all[i * n + j] = d[i][j];
            }
        }
        java.util.Arrays.sort(all);
        double median = all[n * n / 2]; // n is odd
        double[][] h = new double[n][n];
        double[][] k = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h[i][j] = (i == j ? 1 : 0) - 1.0 / n;
                k[i][j] = Math.exp(-d[i][j] / (2 * bandwidth * bandwidth * median));
            }
        }
        return Examples.product(Examples.product(h, k), h);
    }

    private static double inner(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += a[i][j] * b[i][j];
            }
        }
        return sum;
    }

    @Test
    void shapeDistancesOfNearRepresentationsKeepTheirDigits() {
        double[][] a = Examples.activations(30, 4, 1);
        double[][] b = new double[30][];
        for (int i = 0; i < 30; i++) {
            b[i] = a[i].clone();
        }
        b[0][0] += 1e-9;
        double near = compare("procrustes", a, b);
        b[0][0] = a[0][0] + 2e-9;
        assertEquals(2, compare("procrustes", a, b) / near, 1e-4, "an arc cosine would give 0 or 1e-8");
        assertTrue(near > 1e-12 && near < 1e-9, "near " + near);
    }

    @Test
    void whitenedShapeDistanceIsTheMeanCanonicalCorrelationsAngle() {
        double[][] a = Examples.activations(30, 5, 1);
        double[][] b = Examples.activations(30, 5, 2);
        assertEquals(Math.acos(compare("cca", a, b)), compare("shape-0", a, b), 1e-12);
        assertEquals(ShapeMetrics.of(0.3).compare(Representation.of(a), Representation.of(b)), compare("shape-0.3", a, b));
    }

    @Test
    void kendallIsTheCountOfPairs() {
        double[] a = {1, 2, 2, 3, 0, 5, 5, 5, -1};
        double[] b = {2, 1, 1, 4, 0.5, 4, 7, 4, 0.5};
        double same = 0;
        double orderedByA = 0;
        double orderedByB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                same += Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]);
                orderedByA += Math.abs(Math.signum(a[i] - a[j]));
                orderedByB += Math.abs(Math.signum(b[i] - b[j]));
            }
        }
        assertEquals(same / Math.sqrt(orderedByA * orderedByB), Agreement.KENDALL.of(a, b), 1e-14);
        assertEquals(-1, Agreement.KENDALL.of(new double[] {1, 2, 3}, new double[] {3, 2, 1}), 1e-14);
        assertTrue(Double.isNaN(Agreement.KENDALL.of(a, new double[9])));
        // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4.
        assertEquals(4.5 / Math.sqrt(4.5 * 5), Agreement.SPEARMAN.of(new double[] {1, 2, 2, 9}, new double[] {0, 5, 3, 6}), 1e-14);
    }

    @Test
    void dissimilaritiesAreTheDefinitions() {
        double[][] x = {{1, 2, 4}, {2, 4, 8}, {3, 1, 0}};
        assertArrayEquals(new double[] {21, 21, 74}, Dissimilarity.SQEUCLIDEAN.upperTriangle(Representation.of(x)), 1e-12);
        double[] cosine = Dissimilarity.COSINE.upperTriangle(Representation.of(x));
        assertEquals(0, cosine[0], 1e-15);
        assertEquals(1 - 5 / Math.sqrt(21 * 10), cosine[1], 1e-14);
        double[] correlation = Dissimilarity.CORRELATION.upperTriangle(Representation.of(x));
        assertEquals(1 - Agreement.PEARSON.of(x[0], x[2]), correlation[1], 1e-14);
        double[][] silent = {{1, 2, 4}, {0, 0, 0}, {3, 1, 0}};
        assertTrue(Double.isNaN(compare("rsa-cosine-pearson", silent, x)));
        assertTrue(Double.isNaN(compare("rsa-correlation-kendall", silent, x)));
    }

    @Test
    void largeDistancesAreTheSameByProducts() {
        double[][] large = Examples.activations(1200, 1500, 1);
        double[] fast = Dissimilarity.SQEUCLIDEAN.upperTriangle(Representation.of(large));
        for (int[] pair : new int[][] {{0, 1}, {5, 900}, {300, 301}, {1198, 1199}}) {
            double sum = 0;
            for (int k = 0; k < 1500; k++) {
                sum += Math.pow(large[pair[0]][k] - large[pair[1]][k], 2);
            }
            assertEquals(1, fast[DissimilarityMatrix.place(pair[0], pair[1], 1200)] / sum, 1e-9);
        }
    }

    @Test
    void neighboursOnALine() {
        // a: 0 1 2 10 11 12. b swaps the groups' members 2 and 10.
        double[][] a = {{0}, {1}, {2.5}, {10}, {11}, {12.5}};
        double[][] b = {{0}, {1}, {10}, {2.5}, {11}, {12.5}};
        RepresentationMeasure one = new NeighbourOverlap().with("neighbours", 1);
        // Nearest in a: 1 0 1 4 3 4; in b: 1 0 4 1 2 4.
        assertEquals(3.0 / 6, one.compare(Representation.of(a), Representation.of(b)), 1e-15);
        assertTrue(Double.isNaN(new NeighbourOverlap().compare(Representation.of(a), Representation.of(b))));
        double chance = 0;
        for (int seed = 0; seed < 30; seed++) {
            chance += compare("knn", Examples.normal(61, 5, seed), Examples.normal(61, 5, 100 + seed)) / 30;
        }
        assertEquals(10.0 / 60, chance, 0.02);
    }
}
