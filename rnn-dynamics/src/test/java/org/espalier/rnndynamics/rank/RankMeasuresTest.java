package org.espalier.rnndynamics.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.analysis.richlazy.KernelAlignment;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.task.PerceptualDecision;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.junit.jupiter.api.Test;

class RankMeasuresTest {
    private static final Task TASK = new PerceptualDecision(100, 1, 0, 200, 0, 100);
    private static final int UNITS = 6;

    private static NetworkWeights initial(Structure structure, int rank, Matching matching, int units) {
        return new RankInitial(structure, rank, matching, 1.25, TASK).draw(new NetworkShape(Cells.RNN_RELU, units, 3, 3),
            RandomStreams.of(4)::stream);
    }

    private static ReluNetwork moved(ReluNetwork network, double by) {
        SplittableRandom random = new SplittableRandom(8);
        double[] recurrent = network.recurrent().clone();
        for (int i = 0; i < recurrent.length; i++) {
            recurrent[i] += by * (random.nextDouble() - 0.5);
        }
        double[] readout = network.readout().clone();
        readout[2] += by;
        return new ReluNetwork(network.units(), network.input(), recurrent, readout);
    }

    // --- initial weights

    @Test
    void everyStartHasTheRankAskedForAndTheSizeOfTheRandomWeights() {
        int n = 24;
        NetworkWeights full = initial(Structure.GAUSSIAN, n, Matching.FROBENIUS, n);
        double norm = norm(full.recurrent());
        double radius = RankControlledWeights.spectralRadius(full.recurrent(), n);
        double largestValue = WeightSpectrum.of(full.recurrent(), n, n).spectralNorm();
        assertEquals(1.25 * Math.sqrt(n), norm, 0.15 * norm);
        for (Structure structure : Structure.values()) {
            for (Matching matching : Matching.values()) {
                for (int rank : structure == Structure.ALIGNED ? new int[] {1} : new int[] {1, 5, n}) {
                    NetworkWeights start = initial(structure, rank, matching, n);
                    String which = structure + " " + matching + " " + rank;
                    assertArrayEquals(full.input(), start.input(), which);
                    assertArrayEquals(full.readout(), start.readout(), which);
                    assertArrayEquals(new double[3], start.readoutBias());
                    double[] s = WeightSpectrum.of(start.recurrent(), n, n).singularValues();
                    assertTrue(rank == n || s[rank] < 1e-5 * s[0], which);
                    assertTrue(s[rank - 1] > 1e-4 * s[0], which);
                    if (matching == Matching.FROBENIUS) {
                        assertEquals(norm, norm(start.recurrent()), 1e-5 * norm, which);
                    } else if (matching == Matching.SPECTRAL_NORM) {
                        assertEquals(largestValue, s[0], 1e-5 * largestValue, which);
                    } else {
                        assertEquals(radius, RankControlledWeights.spectralRadius(start.recurrent(), n), 1e-3 * radius, which);
                    }
                }
            }
        }
        double bound = 1 / Math.sqrt(3);
        double largest = 0;
        for (double w : full.input()) {
            largest = Math.max(largest, Math.abs(w));
        }
        assertTrue(largest <= bound && largest > 0.9 * bound);
        assertThrows(InvalidInputException.class, () -> initial(Structure.GAUSSIAN, n + 1, Matching.FROBENIUS, n));
    }

    @Test
    void alignedWeightsDriveTheRightAnswersUnitsFromTheActivityThatForetellsIt() {
        int n = 24;
        NetworkWeights aligned = initial(Structure.ALIGNED, 1, Matching.FROBENIUS, n);
        ReluNetwork full = ReluNetwork.of(initial(Structure.GAUSSIAN, n, Matching.FROBENIUS, n));
        // New trials: how V W h differs between the answers, with h from the random network.
        Trials trials = TASK.trials(4000, RandomStreams.of(77).stream("new"));
        double[] before = ReluNetwork.at(1, full.states(trials), 4000, 3);
        double[] w = aligned.recurrent();
        double[] difference = new double[3];
        for (int b = 0; b < 4000; b++) {
            double sign = trials.target(2, b, 1) == 1 ? 1 : -1;
            for (int i = 0; i < n; i++) {
                double driven = 0;
                for (int j = 0; j < n; j++) {
                    driven += w[i * n + j] * before[b * n + j];
                }
                for (int o = 0; o < 3; o++) {
                    difference[o] += sign * aligned.readout()[o * n + i] * driven / 4000;
                }
            }
        }
        assertTrue(difference[1] > 0.01 && difference[2] < -0.01, difference[1] + " " + difference[2]);
    }

    @Test
    void aNetworkOfOtherSizesThanItsWeightsIsRefused() {
        NetworkShape shape = new NetworkShape(Cells.RNN_RELU, 2, 3, 1);
        NetworkWeights weights = NetworkWeights.withoutBiases(shape, new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 8, 9, 10},
            new double[] {11, 12});
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, weights.input());
        assertArrayEquals(new double[] {7, 8, 9, 10}, weights.recurrent());
        assertArrayEquals(new double[] {11, 12}, weights.readout());
        String message = assertThrows(InvalidInputException.class, () -> NetworkWeights.withoutBiases(shape, new double[6],
            new double[3], new double[2])).getMessage();
        assertTrue(message.contains("recurrent") && message.contains("3 values, expected 4"), message);
    }

    // --- the network and its measures

    @Test
    void statesAndOutputsAreThoseOfTheCell() {
        NetworkWeights weights = initial(Structure.GAUSSIAN, UNITS, Matching.FROBENIUS, UNITS);
        ReluNetwork network = ReluNetwork.of(weights);
        Trials trials = TASK.trials(5, RandomStreams.of(1).stream("t"));
        double[] states = network.states(trials);
        double[] outputs = network.outputs(states);
        Cell cell = weights.cell();
        for (int b = 0; b < 5; b++) {
            double[] h = new double[UNITS];
            for (int t = 0; t < 3; t++) {
                double[] x = {trials.input(t, b, 0), trials.input(t, b, 1), trials.input(t, b, 2)};
                h = cell.step(h, x, 1);
                for (int i = 0; i < UNITS; i++) {
                    assertEquals(h[i], states[(b * 3 + t) * UNITS + i], 1e-12);
                }
                double[] y = weights.output(h);
                for (int o = 0; o < 3; o++) {
                    assertEquals(y[o], outputs[(b * 3 + t) * 3 + o], 1e-12);
                }
            }
        }
    }

    @Test
    void theKernelIsThatOfTheDerivativesByTheRecurrentWeights() {
        ReluNetwork start = ReluNetwork.of(initial(Structure.GAUSSIAN, UNITS, Matching.FROBENIUS, UNITS));
        ReluNetwork end = moved(start, 0.2);
        Trials trials = TASK.trials(4, RandomStreams.of(2).stream("t"));
        Map<String, Double> measured = new RankMeasures(start, trials, 3).of(end);
        double[] k = kernel(end, trials, 3);
        double[] k0 = kernel(start, trials, 3);
        assertEquals(KernelAlignment.of(k, k0), measured.get("kernel_alignment"), 1e-6);
        assertTrue(measured.get("kernel_alignment") < 0.9999);
        double[] y = new double[3 * 3 * 3];
        for (int r = 0; r < y.length; r++) {
            y[r] = trials.target(r / 3 % 3, r / 9, r % 3);
        }
        assertEquals(KernelAlignment.toTargetCentred(k, y.length, y, 1), measured.get("kernel_target"), 1e-6);
    }

    /** By central differences of every output: rows by trial, step, output. */
    private static double[] kernel(ReluNetwork network, Trials trials, int count) {
        int weights = UNITS * UNITS;
        int rows = count * 9;
        double[] derivatives = new double[rows * weights];
        double step = 1e-6;
        for (int w = 0; w < weights; w++) {
            double[] up = network.recurrent().clone();
            double[] down = network.recurrent().clone();
            up[w] += step;
            down[w] -= step;
            ReluNetwork more = new ReluNetwork(UNITS, network.input(), up, network.readout());
            ReluNetwork less = new ReluNetwork(UNITS, network.input(), down, network.readout());
            double[] a = more.outputs(more.states(trials));
            double[] b = less.outputs(less.states(trials));
            for (int r = 0; r < rows; r++) {
                derivatives[r * weights + w] = (a[r] - b[r]) / (2 * step);
            }
        }
        double[] kernel = new double[rows * rows];
        for (int r = 0; r < rows; r++) {
            for (int q = 0; q < rows; q++) {
                for (int w = 0; w < weights; w++) {
                    kernel[r * rows + q] += derivatives[r * weights + w] * derivatives[q * weights + w];
                }
            }
        }
        return kernel;
    }

    @Test
    void theOtherMeasuresAreTheirFormulas() {
        ReluNetwork start = ReluNetwork.of(initial(Structure.GAUSSIAN, UNITS, Matching.FROBENIUS, UNITS));
        ReluNetwork end = moved(start, 0.5);
        int count = 40;
        Trials trials = TASK.trials(count, RandomStreams.of(3).stream("t"));
        RankMeasures measures = new RankMeasures(start, trials, 2);
        Map<String, Double> same = measures.of(start);
        assertEquals(0, same.get("weight_change"));
        for (String one : new String[] {"representation_alignment", "kernel_alignment", "sign_similarity"}) {
            assertEquals(1, same.get(one), 1e-12, one);
        }
        Map<String, Double> measured = measures.of(end);
        double change = norm(RankMeasures.difference(end.recurrent(), start.recurrent()));
        assertEquals(change, measured.get("weight_change"), 1e-14);
        assertEquals(change / norm(start.recurrent()), measured.get("relative_change"), 1e-14);
        double[] states = end.states(trials);
        double[] y = end.outputs(states);
        double[] h = ReluNetwork.at(2, states, count, 3);
        double[] h0 = ReluNetwork.at(2, start.states(trials), count, 3);
        double loss = 0;
        double right = 0;
        double equal = 0;
        double[] k = new double[count * count];
        double[] k0 = new double[count * count];
        for (int b = 0; b < count; b++) {
            for (int t = 0; t < 3; t++) {
                double sum = 0;
                double wanted = 0;
                for (int o = 0; o < 3; o++) {
                    sum += Math.exp(y[(b * 3 + t) * 3 + o]);
                    wanted += trials.target(t, b, o) * y[(b * 3 + t) * 3 + o];
                }
                loss += (Math.log(sum) - wanted) / (3 * count);
            }
            int at = (b * 3 + 2) * 3;
            int answer = y[at] >= Math.max(y[at + 1], y[at + 2]) ? 0 : y[at + 1] >= y[at + 2] ? 1 : 2;
            right += trials.target(2, b, answer) / (double) count;
            for (int i = 0; i < UNITS; i++) {
                equal += h[b * UNITS + i] > 0 == h0[b * UNITS + i] > 0 ? 1.0 / (count * UNITS) : 0;
                for (int c = 0; c < count; c++) {
                    k[b * count + c] += h[b * UNITS + i] * h[c * UNITS + i];
                    k0[b * count + c] += h0[b * UNITS + i] * h0[c * UNITS + i];
                }
            }
        }
        assertEquals(loss, measured.get("loss"), 1e-12);
        assertEquals(right, measured.get("accuracy"), 1e-12);
        assertEquals(equal, measured.get("sign_similarity"), 1e-12);
        assertEquals(KernelAlignment.of(k, k0), measured.get("representation_alignment"), 1e-12);
        assertTrue(measured.get("sign_similarity") < 1 && measured.get("representation_alignment") < 0.9999);
    }

    @Test
    void ranksOfAnIdentityAreItsSize() {
        double[] identity = new double[25];
        for (int i = 0; i < 5; i++) {
            identity[i * 6] = 3;
        }
        Map<String, Double> spectrum = RankMeasures.spectrum(identity, 5);
        for (String name : new String[] {"rank_participation", "rank_participation_of_squares", "rank_entropy", "rank_stable",
            "rank_threshold"}) {
            assertEquals(5, spectrum.get(name), 1e-12, name);
        }
        assertEquals(3, spectrum.get("spectral_radius"), 1e-12);
        assertEquals(3 * Math.sqrt(5), spectrum.get("norm"), 1e-12);
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
