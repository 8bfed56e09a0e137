package org.espalier.analysis.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.study.statistics.Interval;
import org.junit.jupiter.api.Test;

class NetworkBootstrapTest {

    private static double[][] inThePlane(int n, double shift, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            points[i] = new double[] {random.nextGaussian() + (i % 2 == 0 ? 0 : shift), random.nextGaussian()};
        }
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i][j] = Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
            }
        }
        return distances;
    }

    @Test
    void theIntervalOfAMeanDistanceCoversTheTruth() {
        // Two points of a standard normal in the plane are sqrt(pi) apart in the mean.
        double truth = Math.sqrt(Math.PI);
        int covered = 0;
        int draws = 400;
        for (int d = 0; d < draws; d++) {
            Interval interval = NetworkBootstrap.meanDistance(inThePlane(30, 0, d), 0.95, 300, new SplittableRandom(d));
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        // Nominally 380; a percentile interval of 30 networks may lose a few percent, and three standard errors are 13.
        assertTrue(covered >= 350 && covered <= 396, covered + " of " + draws);
    }

    @Test
    void itIsMuchWiderThanIfPairsWereIndependent() {
        double[][] distances = inThePlane(30, 0, 1);
        Interval interval = NetworkBootstrap.meanDistance(distances, 0.95, 1000, new SplittableRandom(1));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < i; j++) {
                sum += distances[i][j];
                squares += distances[i][j] * distances[i][j];
            }
        }
        double mean = sum / 435;
        double naive = 2 * 1.96 * Math.sqrt((squares / 435 - mean * mean) / 435);
        assertEquals(mean, interval.mean(), 1e-12);
        assertTrue(interval.high() - interval.low() > 1.5 * naive);
    }

    @Test
    void groupsApartHaveAnIntervalAboveZeroAndOthersHaveNot() {
        int[] groups = new int[20];
        for (int i = 0; i < 20; i++) {
            groups[i] = i % 2;
        }
        Interval apart = NetworkBootstrap.separation(inThePlane(20, 4, 2), groups, 0.95, 500, new SplittableRandom(2));
        assertTrue(apart.low() > 0.5, apart.toString());
        GroupSeparation test = GroupSeparation.of(inThePlane(20, 4, 2), groups, 9, new SplittableRandom(2));
        assertEquals(test.between() - test.within(), apart.mean(), 1e-12);
        int found = 0;
        for (int d = 0; d < 100; d++) {
            found += NetworkBootstrap.separation(inThePlane(20, 0, 100 + d), groups, 0.95, 200, new SplittableRandom(d)).low() > 0.2
                ? 1 : 0;
        }
        assertTrue(found <= 10, found + " of 100");
    }

    @Test
    void badRequestsAreRefused() {
        double[][] distances = inThePlane(4, 0, 1);
        SplittableRandom random = new SplittableRandom(1);
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.meanDistance(inThePlane(2, 0, 1), 0.9, 9, random));
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.meanDistance(distances, 1, 9, random));
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.meanDistance(distances, 0.9, 0, random));
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.separation(distances, new int[4], 0.9, 9, random));
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.separation(distances, new int[3], 0.9, 9, random));
        assertThrows(InvalidInputException.class, () -> NetworkBootstrap.percentile(new int[3],
            drawn -> drawn[0] == 0 && drawn[1] == 1 && drawn[2] == 2 ? 1 : Double.NaN, 0.9, 500, new Random(1) {
                @Override
                public int nextInt(int bound) {
                    return 0;
                }
            }));
        // Few networks: drawing one alone is not a pair, and is drawn again.
        Interval three = NetworkBootstrap.meanDistance(inThePlane(3, 0, 1), 0.9, 200, random);
        assertTrue(three.low() <= three.mean() && three.mean() <= three.high());
    }
}
