package org.espalier.analysis.dsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.base.InvalidInputException;
import org.espalier.study.statistics.Interval;
import org.junit.jupiter.api.Test;

class DynamicalSweepTest {
    /** Eigenvalues .9 +- .3i and .7. */
    private static final double[] SPIRAL = {0.9, -0.3, 0, 0.3, 0.9, 0.1, 0, 0, 0.7};

    /** Trials of {@code x' = A x + noise} from random states, seen through a fixed map to more units. */
    private static Trajectories system(double[] map, int[] steps, int units, double noise, long seed) {
        Random random = new Random(seed);
        int n = (int) Math.sqrt(map.length);
        double[] mix = random.doubles((long) n * units, -1, 1).toArray();
        List<double[]> trials = new ArrayList<>();
        for (int length : steps) {
            double[] x = random.doubles(n, -1, 1).toArray();
            double[] trial = new double[length * units];
            for (int t = 0; t < length; t++) {
                double[] next = new double[n];
                for (int i = 0; i < n; i++) {
                    for (int u = 0; u < units; u++) {
                        trial[t * units + u] += x[i] * mix[i * units + u];
                    }
                    for (int j = 0; j < n; j++) {
                        next[i] += map[i * n + j] * x[j];
                    }
                    next[i] += noise * random.nextGaussian();
                }
                x = next;
            }
            trials.add(trial);
        }
        return new Trajectories(units, trials);
    }

    private static double[] turned(double[] trial) {
        double[] q = Square.randomRotation(4, 9).values();
        double[] turned = new double[trial.length];
        for (int i = 0; i < trial.length; i++) {
            for (int j = 0; j < 4; j++) {
                turned[i] += 3 * q[i % 4 * 4 + j] * trial[i / 4 * 4 + j];
            }
        }
        return turned;
    }

    private static int[] lengths(int trials, int steps) {
        int[] lengths = new int[trials];
        for (int k = 0; k < trials; k++) {
            lengths[k] = steps + k % 5;
        }
        return lengths;
    }

    private static Representation representation(Trajectories trajectories) {
        return Representation.ofTrials(trajectories.units(),
            trajectories.trials().stream().flatMapToDouble(java.util.Arrays::stream).toArray(),
            trajectories.trials().stream().mapToInt(t -> t.length / trajectories.units()).toArray());
    }

    @Test
    void trialsOfOtherNumberAndLengthAreComparedWithoutAStepAcrossThem() {
        RepresentationMeasure dsa = RepresentationMeasures.named("dsa").with("delays", 1);
        RepresentationMeasure eigenvalues = RepresentationMeasures.named("dsa-wasserstein").with("delays", 1);
        Representation a = representation(system(SPIRAL, lengths(8, 6), 4, 0, 1));
        Representation b = representation(system(SPIRAL, lengths(5, 13), 7, 0, 2));
        // One system from other starts, in other coordinates: the same eigenvalues, to rounding.
        assertEquals(0, eigenvalues.compare(a, b), 1e-9);
        // The angle sees how often which state was visited, too; with the same trials in another order it is 0.
        List<double[]> trials = new ArrayList<>(system(SPIRAL, lengths(8, 6), 4, 0, 1).trials());
        java.util.Collections.rotate(trials, 3);
        trials.replaceAll(DynamicalSweepTest::turned);
        assertEquals(0, dsa.compare(a, representation(new Trajectories(4, trials))), 1e-9);
        assertTrue(dsa.compare(a, b) < 0.15, "" + dsa.compare(a, b));
        // As one trajectory, the jumps from trial to trial are fitted too, and the distance is of them.
        Representation flatA = new Representation(a.samples(), a.units(), a.values());
        Representation flatB = new Representation(b.samples(), b.units(), b.values());
        assertTrue(dsa.compare(flatA, flatB) > 0.05, "" + dsa.compare(flatA, flatB));
        assertTrue(eigenvalues.compare(flatA, flatB) > 0.05, "" + eigenvalues.compare(flatA, flatB));
    }

    @Test
    void eigenvaluesOfKnownSystemsAreAsFarApartAsTheyAre() {
        double[] faster = {0.8, -0.5, 0, 0.5, 0.8, 0.1, 0, 0, 0.4};
        Representation a = representation(system(SPIRAL, lengths(6, 12), 3, 0, 3));
        Representation b = representation(system(faster, lengths(6, 12), 3, 0, 4));
        RepresentationMeasure w2 = RepresentationMeasures.named("dsa-wasserstein").with("delays", 1);
        double pair = Math.hypot(0.1, 0.2);
        assertEquals(Math.sqrt((2 * pair * pair + 0.3 * 0.3) / 3), w2.compare(a, b), 1e-9);
        assertEquals((2 * pair + 0.3) / 3, w2.with("power", 1).compare(a, b), 1e-9);
    }

    @Test
    void setsOfEigenvaluesAreTransportedAtLeastCost() {
        double[][] a = {{1, 0}, {0, 1}, {0.5, 0.5}};
        double[][] turned = {{0.5, 0.5}, {1, 0}, {0, 1}};
        assertEquals(0, SpectralDistance.wasserstein(a, turned, 2));
        assertEquals(0.25, SpectralDistance.wasserstein(new double[][] {{1, 0}}, new double[][] {{0.75, 0}}, 2), 1e-15);
        // A zero is added to the smaller set.
        assertEquals(0, SpectralDistance.wasserstein(new double[][] {{1, 0}}, new double[][] {{1, 0}, {0, 0}}, 1));
        assertEquals(Math.sqrt(0.5), SpectralDistance.wasserstein(new double[][] {{1, 0}}, new double[][] {{1, 0}, {0, 1}}, 2),
            1e-15);
        assertEquals(0, SpectralDistance.wasserstein(new double[0][], new double[0][], 1));
        assertThrows(InvalidInputException.class, () -> SpectralDistance.wasserstein(a, a, 0.5));
    }

    @Test
    void theSweepHasBothFormsAtEverySettingAndAgreesWithTheMeasure() {
        List<Trajectories> networks = List.of(system(SPIRAL, lengths(12, 20), 6, 0.05, 5),
            system(SPIRAL, lengths(12, 20), 5, 0.05, 6), system(new double[] {0.5, -0.8, 0, 0.8, 0.5, 0, 0, 0, -0.5},
                lengths(9, 24), 6, 0.05, 7));
        DynamicalSweep.Options options = new DynamicalSweep.Options(List.of(2, 1), List.of(4, 3), 0, 2, 30, 0.9, 1);
        DynamicalSweep sweep = DynamicalSweep.of(networks, options);
        assertEquals(3, sweep.settings().size()); // of one moment there are 3 coordinates: rank 4 is rank 3
        DynamicalSweep.Setting main = sweep.settings().get(0);
        assertEquals(2, main.delays());
        assertEquals(4, main.rank());
        RepresentationMeasure dsa = RepresentationMeasures.named("dsa").with("delays", 2).with("rank", 4);
        assertEquals(dsa.compare(representation(networks.get(0)), representation(networks.get(2))), main.alignment()[0][2], 1e-9);
        // Two draws of one system are nearer than two systems, and no farther than their halves by much.
        for (DynamicalSweep.Setting s : sweep.settings()) {
            assertTrue(s.wasserstein()[0][1] < 0.5 * s.wasserstein()[0][2], s.delays() + " " + s.rank());
            assertEquals(s.wasserstein()[1][2], s.wasserstein()[2][1]);
            Interval interval = s.wassersteinInterval()[0][2];
            assertTrue(interval.low() < interval.high() && interval.low() > s.wassersteinInterval()[0][1].high());
        }
        Interval near = main.alignmentInterval()[0][2];
        assertTrue(near.low() <= main.alignment()[0][2] + 0.2 && near.high() >= main.alignment()[0][2] - 0.2);
        assertTrue(main.alignmentFloor()[0] > 0 && main.alignmentFloor()[0] < main.alignment()[0][2]);
        assertNull(sweep.settings().get(1).alignmentInterval()[0][1]);
        // The same draws, the same numbers.
        assertEquals(near, DynamicalSweep.of(networks, options).settings().get(0).alignmentInterval()[0][2]);
    }

    @Test
    void aDrawOfEveryTrialOnceIsTheWholeAndTwiceTheSame() {
        Trajectories network = system(SPIRAL, lengths(6, 15), 5, 0.1, 8);
        LinearDynamics whole = LinearDynamics.of(network, 3);
        ResampledDynamics draws = new ResampledDynamics(whole, 100);
        double[][] expected = whole.eigenvalues(6);
        int[] once = {1, 1, 1, 1, 1, 1};
        int[] twice = {2, 2, 2, 2, 2, 2};
        assertEquals(0, SpectralDistance.wasserstein(expected, LinearDynamics.eigenvalues(draws.map(once, 6), 6), 2), 1e-9);
        assertEquals(0, SpectralDistance.wasserstein(expected, LinearDynamics.eigenvalues(draws.map(twice, 6), 6), 2), 1e-9);
        // A draw of some trials is what an embedding of these alone gives.
        Trajectories drawn = new Trajectories(5, List.of(network.trials().get(1), network.trials().get(4),
            network.trials().get(4), network.trials().get(5)));
        assertEquals(0, SpectralDistance.wasserstein(LinearDynamics.of(drawn, 3).eigenvalues(6),
            LinearDynamics.eigenvalues(draws.map(new int[] {0, 1, 0, 0, 2, 1}, 6), 6), 2), 1e-7);
    }

    @Test
    void leadingComponentsKeepAllWhereThereAreNoMore() {
        Trajectories wide = system(SPIRAL, lengths(4, 12), 30, 0, 9);
        Trajectories few = wide.leading(3);
        assertEquals(3, few.units());
        assertEquals(wide.steps(), few.steps());
        assertEquals(0, SpectralDistance.wasserstein(LinearDynamics.of(wide, 2).eigenvalues(3),
            LinearDynamics.of(few, 2).eigenvalues(3), 2), 1e-9);
        // Fewer moments than units.
        Trajectories one = system(SPIRAL, new int[] {6}, 30, 0, 10);
        assertEquals(0, SpectralDistance.wasserstein(LinearDynamics.of(one, 1).eigenvalues(3),
            LinearDynamics.of(one.leading(3), 1).eigenvalues(3), 2), 1e-7);
    }

    @Test
    void ranksThatComeToTheSameAreOneSetting() {
        List<Trajectories> networks = List.of(system(SPIRAL, lengths(6, 12), 4, 0, 5), system(SPIRAL, lengths(6, 12), 3, 0, 6));
        DynamicalSweep sweep = DynamicalSweep.of(networks,
            new DynamicalSweep.Options(List.of(1, 2), List.of(10, 2, 20), 0, 2, 0, 0.95, 1));
        // Three coordinates are all there are without noise.
        assertEquals(List.of("1 3", "1 2", "2 3", "2 2"),
            sweep.settings().stream().map(s -> s.delays() + " " + s.rank()).toList());
        RepresentationMeasure dsa = RepresentationMeasures.named("dsa").with("delays", 1);
        assertEquals(dsa.compare(representation(networks.get(0)), representation(networks.get(1))),
            sweep.settings().get(0).alignment()[0][1], 1e-9);
    }

    @Test
    void oneCoordinateHasEigenvaluesAndNoRotation() {
        List<Trajectories> networks = List.of(system(new double[] {0.9}, lengths(6, 12), 1, 0.01, 5),
            system(new double[] {0.4}, lengths(6, 12), 1, 0.01, 6));
        DynamicalSweep.Setting only = DynamicalSweep.of(networks,
            new DynamicalSweep.Options(List.of(1), List.of(10, 5), 0, 2, 20, 0.95, 1)).settings().get(0);
        assertEquals(1, only.rank());
        assertTrue(Double.isNaN(only.alignment()[0][1]) && Double.isNaN(only.alignmentFloor()[0]));
        assertNull(only.alignmentInterval()[0][1]);
        assertEquals(0.5, only.wasserstein()[0][1], 0.05);
        assertTrue(only.wassersteinInterval()[0][1].high() > 0.4);
    }

    @Test
    void shortTrialsHaveNoDistanceAndBadOptionsAreRefused() {
        List<Trajectories> networks = List.of(system(SPIRAL, lengths(4, 12), 3, 0, 1), system(SPIRAL, new int[] {3, 3}, 3, 0, 1));
        DynamicalSweep sweep = DynamicalSweep.of(networks, new DynamicalSweep.Options(List.of(5), List.of(3), 20, 2, 10, 0.95, 1));
        assertTrue(Double.isNaN(sweep.settings().get(0).alignment()[0][1]));
        assertNull(sweep.settings().get(0).wassersteinInterval()[0][1]);
        assertThrows(InvalidInputException.class, () -> new DynamicalSweep.Options(List.of(0), List.of(3), 0, 2, 0, 0.9, 1));
        assertThrows(InvalidInputException.class, () -> new DynamicalSweep.Options(List.of(1), List.of(), 0, 2, 0, 0.9, 1));
        assertThrows(InvalidInputException.class, () -> Trajectories.of(new double[7], 2, 2, 2));
        assertThrows(InvalidInputException.class, () -> new Trajectories(2, List.of(new double[3])));
    }
}
