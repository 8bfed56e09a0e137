package org.espalier.analysis.richlazy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class WeightStructureTest {
    private static final int N = 200;
    private static final List<WeightStructure> ALL = List.of(new WeightStructure.Gaussian(),
        new WeightStructure.Blocks(10, 0.2), new WeightStructure.Motifs(0.05, 1), new WeightStructure.Motifs(0.05, 0),
        new WeightStructure.CellTypes(0.8, 1), new WeightStructure.CellTypes(0.8, 0.25));

    private static double[] draw(WeightStructure structure, int units, long seed) {
        return structure.draw(units, new SplittableRandom(seed));
    }

    private static double[] singularValues(double[] w, int n) {
        return WeightSpectrum.of(w, n, n).singularValues();
    }

    @Test
    void entriesHaveAMeanSquareOfOneAndComeFromTheGeneratorAlone() {
        for (WeightStructure structure : ALL) {
            double sum = 0;
            for (int seed = 0; seed < 8; seed++) {
                double[] w = draw(structure, N, seed);
                sum += Matrices.dot(w, w) / w.length / 8;
            }
            // Few group means decide much of it: 8 draws of 100 means with a share of 0.2.
            assertEquals(1, sum, 0.04, structure.toString());
            assertArrayEquals(draw(structure, 20, 3), draw(structure, 20, 3));
            assertTrue(draw(structure, 20, 3)[0] != draw(structure, 20, 4)[0]);
        }
    }

    @Test
    void groupsHaveAsManyDirectionsAsGroupsAndNoGroupsAreNoise() {
        int n = 23;
        double[] w = draw(new WeightStructure.Blocks(4, 1), n, 1);
        double[] s = singularValues(w, n);
        assertTrue(s[3] > 0.1);
        assertEquals(0, s[4], 1e-12);
        // Four groups of 23 units: 6, 6, 6 and 5.
        assertEquals(w[0], w[5 * n + 5]);
        assertTrue(w[0] != w[6] && w[0] != w[6 * n]);
        assertEquals(w[6], w[5 * n + 11]);
        assertEquals(w[n * n - 1], w[18 * n + 18]);
        assertTrue(w[n * n - 1] != w[17 * n + 18]);
        double edge = 2 * Math.sqrt(N);
        assertEquals(edge, singularValues(draw(new WeightStructure.Blocks(4, 0), N, 1), N)[0], 0.05 * edge);
    }

    /** Covariances of pairs of weights, from all triples of different units. */
    private static double[] covariances(double[] w, int n) {
        double chains = 0;
        double convergent = 0;
        double divergent = 0;
        for (int j = 0; j < n; j++) {
            double in = 0;
            double out = 0;
            double inSquares = 0;
            double outSquares = 0;
            double returns = 0;
            for (int i = 0; i < n; i++) {
                if (i != j) {
                    in += w[j * n + i];
                    inSquares += w[j * n + i] * w[j * n + i];
                    out += w[i * n + j];
                    outSquares += w[i * n + j] * w[i * n + j];
                    returns += w[i * n + j] * w[j * n + i];
                }
            }
            chains += in * out - returns;
            convergent += in * in - inSquares;
            divergent += out * out - outSquares;
        }
        double triples = (double) n * (n - 1) * (n - 2);
        return new double[] {chains / triples, convergent / triples, divergent / triples};
    }

    @Test
    void motifsAreAsFrequentAsAskedFor() {
        for (double chain : new double[] {-1, 0, 1}) {
            double[] mean = new double[3];
            for (int seed = 0; seed < 30; seed++) {
                double[] found = covariances(draw(new WeightStructure.Motifs(0.2, chain), 150, seed), 150);
                for (int m = 0; m < 3; m++) {
                    mean[m] += found[m] / 30;
                }
            }
            assertEquals(0.2 * chain, mean[0], 0.02);
            assertEquals(0.2, mean[1], 0.02);
            assertEquals(0.2, mean[2], 0.02);
        }
        for (double covariance : covariances(draw(new WeightStructure.Gaussian(), N, 1), N)) {
            assertEquals(0, covariance, 0.005);
        }
    }

    @Test
    void chainsPutTwoEigenvaluesBeyondTheDisc() {
        double[] w = draw(new WeightStructure.Motifs(0.09, 1), N, 2);
        double radius = RankControlledWeights.spectralRadius(w, N);
        assertEquals(0.3 * N, radius, 0.15 * 0.3 * N);
        double[] s = singularValues(w, N);
        assertTrue(s[1] > 0.8 * 0.3 * N && s[2] < 2.1 * Math.sqrt(N), s[1] + " " + s[2]);
    }

    @Test
    void cellTypesObeyDalesLawAndAreBalancedWhereTheyShouldBe() {
        for (double balance : new double[] {1, 0.25, 0}) {
            WeightStructure.CellTypes types = new WeightStructure.CellTypes(0.8, balance);
            double[] w = draw(types, N, 5);
            int first = types.excitatoryUnits(N);
            assertEquals(160, first);
            double excitation = 0;
            double inhibition = 0;
            for (int i = 0; i < N * N; i++) {
                assertTrue(i % N < first ? w[i] >= 0 : w[i] <= 0);
                excitation += Math.max(0, w[i]);
                inhibition -= Math.min(0, w[i]);
            }
            assertEquals(balance, inhibition / excitation, 0.02);
            // The mean weights: one direction, with sqrt(2 / pi) of the norm.
            double[] s = singularValues(w, N);
            assertEquals(Math.sqrt(2 / Math.PI), s[0] / Math.sqrt(Matrices.dot(w, w)), 0.01);
            double k = balance * 4;
            double c = Math.sqrt(1 / (0.8 + k * k * 0.2));
            double expected = c * Math.sqrt(2 / Math.PI) * first * (1 - balance);
            if (balance < 1) {
                assertEquals(expected, RankControlledWeights.spectralRadius(w, N), 0.03 * expected);
            } else {
                assertTrue(RankControlledWeights.spectralRadius(w, N) < 2 * Math.sqrt(N));
            }
        }
        assertEquals(1, new WeightStructure.CellTypes(0.01, 1).excitatoryUnits(5));
        assertEquals(4, new WeightStructure.CellTypes(0.99, 1).excitatoryUnits(5));
    }

    /** What the study of ranks rests on: at one norm, structure takes directions away. */
    @Test
    void structureLowersTheEffectiveRank() {
        double without = EffectiveRank.PARTICIPATION_OF_SQUARES.of(singularValues(draw(ALL.get(0), N, 1), N));
        // Independent entries: (sum s^2)^2 / sum s^4 is N / 2 for a large network.
        assertEquals(N / 2.0, without, 0.03 * N);
        for (WeightStructure structure : ALL.subList(1, ALL.size())) {
            double with = EffectiveRank.PARTICIPATION_OF_SQUARES.of(singularValues(draw(structure, N, 1), N));
            assertTrue(with < 0.8 * without, structure + " " + with);
        }
    }

    @Test
    void whatIsMatchedIsMatched() {
        double[] like = Matrices.divided(draw(ALL.get(0), 40, 9), 7);
        for (WeightStructure structure : ALL) {
            double[] w = draw(structure, 40, 2);
            double[] norm = RankControlledWeights.matched(w, like, 40, 40, RankControlledWeights.Match.FROBENIUS);
            assertEquals(Matrices.dot(like, like), Matrices.dot(norm, norm), 1e-10);
            double[] largest = RankControlledWeights.matched(w, like, 40, 40, RankControlledWeights.Match.SPECTRAL_NORM);
            assertEquals(singularValues(like, 40)[0], singularValues(largest, 40)[0], 1e-10);
            double[] radius = RankControlledWeights.matched(w, like, 40, 40, RankControlledWeights.Match.SPECTRAL_RADIUS);
            assertEquals(RankControlledWeights.spectralRadius(like, 40), RankControlledWeights.spectralRadius(radius, 40), 1e-9);
            assertEquals(w[5] / w[7], radius[5] / radius[7], 1e-12 * Math.abs(w[5] / w[7]));
            assertArrayEquals(w, RankControlledWeights.matched(w, like, 40, 40, RankControlledWeights.Match.NONE));
        }
        double[] low = RankControlledWeights.truncated(like, 40, 40, 3, RankControlledWeights.Match.SPECTRAL_NORM);
        assertEquals(singularValues(like, 40)[0], singularValues(low, 40)[0], 1e-12);
        RankControlledWeights.Match radius = RankControlledWeights.Match.SPECTRAL_RADIUS;
        double[] nilpotent = {0, 1, 0, 0};
        assertThrows(InvalidInputException.class, () -> RankControlledWeights.matched(nilpotent, nilpotent, 2, 2, radius));
        assertThrows(InvalidInputException.class,
            () -> RankControlledWeights.matched(new double[4], nilpotent, 2, 2, RankControlledWeights.Match.FROBENIUS));
        assertThrows(InvalidInputException.class,
            () -> RankControlledWeights.matched(new double[] {1, 1}, new double[] {1, 1}, 1, 2, radius));
        assertThrows(InvalidInputException.class,
            () -> RankControlledWeights.matched(new double[3], nilpotent, 2, 2, RankControlledWeights.Match.FROBENIUS));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(InvalidInputException.class, () -> new WeightStructure.Blocks(0, 0.5));
        assertThrows(InvalidInputException.class, () -> new WeightStructure.Blocks(2, 1.1));
        assertThrows(InvalidInputException.class, () -> new WeightStructure.Motifs(0.6, 0));
        assertThrows(InvalidInputException.class, () -> new WeightStructure.Motifs(0.1, Double.NaN));
        assertThrows(InvalidInputException.class, () -> new WeightStructure.CellTypes(1, 1));
        assertThrows(InvalidInputException.class, () -> new WeightStructure.CellTypes(0.5, -1));
        assertThrows(InvalidInputException.class, () -> draw(new WeightStructure.Blocks(5, 0.5), 4, 1));
        assertThrows(InvalidInputException.class, () -> draw(new WeightStructure.CellTypes(0.5, 1), 1, 1));
        assertThrows(InvalidInputException.class, () -> draw(new WeightStructure.Gaussian(), 0, 1));
    }

    // --- weights aligned with a task

    @Test
    void inALinearNetworkTheyAreThoseOfThePropositionAndLearnLazily() {
        int inputs = 6;
        int hidden = 5;
        // Inputs whose covariance is exactly I and whose mean is zero: plus and minus each axis.
        int samples = 2 * inputs;
        double[] x = new double[samples * inputs];
        for (int i = 0; i < samples; i++) {
            x[i * inputs + i / 2] = (i % 2 == 0 ? 1 : -1) * Math.sqrt(inputs);
        }
        double[] beta = {0.3, -1, 0.5, 2, 0, 0.7};
        double[] y = new double[samples];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < inputs; j++) {
                y[i] += 10.0 / samples + beta[j] * x[i * inputs + j];
            }
        }
        // As many units as inputs; the last has no readout, so what is left is a student of five hidden units.
        double[] v = {0.02, -0.01, 0.03, 0.01, -0.02, 0};
        double[] w = AlignedWeights.of(x, samples, inputs, y, 1, v);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                assertEquals(v[i] * beta[j], w[i * inputs + j], 1e-14);
            }
        }
        double[] readout = Arrays.copyOf(v, hidden);
        double[] first = Arrays.copyOf(w, hidden * inputs);
        double factor = Math.sqrt(Matrices.dot(readout, readout) / Matrices.dot(first, first));
        LinearStudent aligned = new LinearStudent(hidden, inputs, Matrices.divided(first, 1 / factor), readout);
        double[] across = {1, 0.3, 0, 0, 1, 0};
        double[] other = new double[hidden * inputs];
        for (int i = 0; i < other.length; i++) {
            other[i] = readout[i / inputs] * across[i % inputs] / Math.sqrt(Matrices.dot(across, across));
        }
        LinearStudent unaligned = new LinearStudent(hidden, inputs, other, readout);
        assertEquals(1, aligned.predictedAlignment(beta), 1e-12);
        double lazy = KernelAlignment.of(aligned.kernel(), aligned.trained(beta, 0.01, 4000).kernel());
        double rich = KernelAlignment.of(unaligned.kernel(), unaligned.trained(beta, 0.01, 4000).kernel());
        assertEquals(1, lazy, 1e-6);
        assertTrue(rich < 0.97, "" + rich);
    }

    @Test
    void theyAreTheGradientOfASquaredErrorAtZero() {
        int samples = 7;
        int units = 4;
        int outputs = 3;
        SplittableRandom random = new SplittableRandom(3);
        double[] h = random.doubles(samples * units, -1, 2).toArray();
        double[] y = new double[samples * outputs];
        for (int i = 0; i < samples; i++) {
            y[i * outputs + i % outputs] = 1;
        }
        double[] v = random.doubles(outputs * units, -1, 1).toArray();
        double[] w = AlignedWeights.of(h, samples, units, y, outputs, v);
        double step = 1e-6;
        for (int i = 0; i < units * units; i++) {
            double[] up = new double[units * units];
            double[] down = new double[units * units];
            up[i] = step;
            down[i] = -step;
            assertEquals((error(down, h, y, v) - error(up, h, y, v)) / (2 * step), w[i], 1e-8);
        }
        // Classes: their targets sum to 1, so one direction is missing.
        assertEquals(0, singularValues(w, units)[2], 1e-12);
        assertTrue(singularValues(w, units)[1] > 1e-3);
        assertThrows(InvalidInputException.class, () -> AlignedWeights.of(h, samples, units, y, 2, v));
    }

    /** Half the mean squared error of V W h, all of them without their means. */
    private static double error(double[] w, double[] h, double[] y, double[] v) {
        int samples = 7;
        double error = 0;
        for (int o = 0; o < 3; o++) {
            double[] difference = new double[samples];
            double mean = 0;
            for (int s = 0; s < samples; s++) {
                difference[s] = -y[s * 3 + o];
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 4; j++) {
                        difference[s] += v[o * 4 + i] * w[i * 4 + j] * h[s * 4 + j];
                    }
                }
                mean += difference[s] / samples;
            }
            for (double d : difference) {
                error += (d - mean) * (d - mean) / (2 * samples);
            }
        }
        return error;
    }
}
