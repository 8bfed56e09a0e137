package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CeilingAndBatchesTest {

    /** Matrices that share a part: positive, of different scale. */
    private static List<double[]> noisy(int networks, double noise, long seed) {
        Random random = new Random(seed);
        double[] shared = random.doubles(45, 0.5, 2).toArray();
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < networks; i++) {
            double[] own = shared.clone();
            for (int k = 0; k < own.length; k++) {
                own[k] = (1 + i) * Math.max(0.01, own[k] + noise * random.nextGaussian());
            }
            all.add(own);
        }
        return all;
    }

    private static double mean(List<double[]> networks, double[] model, Agreement agreement) {
        return networks.stream().mapToDouble(n -> agreement.of(n, model)).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = Agreement.class, names = "KENDALL", mode = EnumSource.Mode.EXCLUDE)
    void noModelIsAboveTheCeilingAndItIsReached(Agreement agreement) {
        List<double[]> networks = noisy(6, 0.3, 1);
        NoiseCeiling ceiling = NoiseCeiling.of(networks, agreement);
        assertTrue(ceiling.lower() < ceiling.upper() && ceiling.upper() < 1);
        Random random = new Random(2);
        double best = -1;
        for (int trial = 0; trial < 500; trial++) {
            double[] model = new double[45];
            for (double[] network : networks) {
                double weight = random.nextDouble();
                for (int k = 0; k < 45; k++) {
                    model[k] += weight * network[k] + 0.02 * random.nextGaussian();
                }
            }
            best = Math.max(best, mean(networks, model, agreement));
        }
        assertTrue(best <= ceiling.upper() + 1e-12, best + " above " + ceiling);
        assertTrue(best > ceiling.upper() - 0.05);
        NoiseCeiling none = NoiseCeiling.of(noisy(6, 0, 1), agreement);
        assertEquals(1, none.lower(), 1e-12);
        assertEquals(1, none.upper(), 1e-12);
    }

    @Test
    void theCeilingOfTwoIsTheirAgreementAndThatWithTheMean() {
        double[] a = {1, 2, 4, 3};
        double[] b = {2, 1, 3, 5};
        double r = Agreement.PEARSON.of(a, b);
        NoiseCeiling ceiling = NoiseCeiling.of(List.of(a, b), Agreement.PEARSON);
        assertEquals(r, ceiling.lower(), 1e-14);
        // Of unit vectors at an angle t, each is at t / 2 to their mean.
        assertEquals(Math.cos(Math.acos(r) / 2), ceiling.upper(), 1e-14);
        assertThrows(InvalidInputException.class, () -> NoiseCeiling.of(List.of(a), Agreement.PEARSON));
        assertThrows(InvalidInputException.class, () -> NoiseCeiling.of(List.of(a, new double[3]), Agreement.PEARSON));
        assertThrows(InvalidInputException.class, () -> NoiseCeiling.of(List.of(a, b), Agreement.KENDALL));
        assertTrue(Double.isNaN(NoiseCeiling.of(List.of(a, new double[4]), Agreement.COSINE).upper()));
    }

    /** By the definition: kernels with an empty diagonal (Song et al. 2012), batch by batch. */
    private static double byDefinition(double[][] x, double[][] y, int batch) {
        double[] sums = new double[3];
        for (int from = 0; from + batch <= x.length; from += batch) {
            double[][] k = kernel(shuffled(x), from, batch);
            double[][] l = kernel(shuffled(y), from, batch);
            sums[0] += hsic(k, l);
            sums[1] += hsic(k, k);
            sums[2] += hsic(l, l);
        }
        return sums[0] / Math.sqrt(sums[1] * sums[2]);
    }

    /** Draw 0 of seed 1, as the class says. */
    private static double[][] shuffled(double[][] x) {
        return java.util.Arrays.stream(PermutationNull.order(x.length, 1, 1, 0)).mapToObj(i -> x[i]).toArray(double[][]::new);
    }

    private static double[][] kernel(double[][] x, int from, int n) {
        double[][] k = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int u = 0; u < x[0].length && i != j; u++) {
                    k[i][j] += x[from + i][u] * x[from + j][u];
                }
            }
        }
        return k;
    }

    private static double hsic(double[][] k, double[][] l) {
        int n = k.length;
        double trace = 0;
        double sumK = 0;
        double sumL = 0;
        double through = 0;
        for (int i = 0; i < n; i++) {
            double rowK = 0;
            double rowL = 0;
            for (int j = 0; j < n; j++) {
                trace += k[i][j] * l[j][i];
                rowK += k[i][j];
                rowL += l[i][j];
            }
            sumK += rowK;
            sumL += rowL;
            through += rowK * rowL;
        }
        return (trace + sumK * sumL / ((n - 1.0) * (n - 2)) - 2 * through / (n - 2.0)) / (n * (n - 3.0));
    }

    @Test
    void batchesAreThoseOfTheDefinition() {
        double[][] x = Examples.activations(50, 6, 1);
        double[][] y = Examples.activations(50, 4, 2);
        Representation a = Representation.of(x);
        Representation b = Representation.of(y);
        for (int batch : new int[] {4, 12, 25, 50}) {
            assertEquals(byDefinition(x, y, batch), new MinibatchCka().with("batch", batch).compare(a, b), 1e-12, "of " + batch);
        }
        assertEquals(new DebiasedCka().compare(a, b), new MinibatchCka().compare(a, b), 1e-12);
        assertThrows(InvalidInputException.class, () -> new MinibatchCka().with("batch", 3));
        assertThrows(InvalidInputException.class, () -> new MinibatchCka.Sums().add(Representation.of(new double[3][2]),
            Representation.of(new double[3][2])));
        assertTrue(Double.isNaN(new MinibatchCka.Sums().value()));
    }

    @Test
    void theBatchesSizeDoesNotBiasIt() {
        // Independent representations of as many units as samples a batch: plain CKA is high, this is about 0.
        double sum = 0;
        double squares = 0;
        int draws = 40;
        for (int d = 0; d < draws; d++) {
            Representation a = Representation.of(Examples.normal(120, 20, 2 * d));
            Representation b = Representation.of(Examples.normal(120, 20, 2 * d + 1));
            double value = new MinibatchCka().with("batch", 10).compare(a, b);
            sum += value / draws;
            squares += value * value / draws;
        }
        assertEquals(0, sum, 4 * Math.sqrt(squares / draws));
        assertTrue(Math.sqrt(squares / draws) < 0.05);
    }
}
