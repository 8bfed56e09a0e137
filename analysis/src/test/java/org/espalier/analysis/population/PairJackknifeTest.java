package org.espalier.analysis.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.espalier.study.statistics.Interval;
import org.espalier.study.statistics.StudentT;
import org.junit.jupiter.api.Test;

class PairJackknifeTest {

    /** c_ij = 1 + a_i + a_j + noise. */
    private static double[][] pairs(int n, double noise, long seed) {
        Random random = new Random(seed);
        double[] own = random.doubles(n).map(u -> random.nextGaussian()).toArray();
        double[][] values = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                values[i][j] = 1 + own[i] + own[j] + noise * random.nextGaussian();
                values[j][i] = values[i][j];
            }
        }
        return values;
    }

    private static double mean(double[][] values, int without) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                if (i != without && j != without) {
                    sum += values[i][j];
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void agreesWithLeavingEachNetworkOut() {
        for (int n : new int[] {3, 4, 7}) {
            double[][] values = pairs(n, 0.3, n);
            double[] pseudo = PairJackknife.pseudoValues(values);
            for (int i = 0; i < n; i++) {
                assertEquals(n * mean(values, -1) - (n - 1) * mean(values, i), pseudo[i], 1e-12);
            }
            assertEquals(mean(values, -1), Arrays.stream(pseudo).average().orElseThrow(), 1e-12);
        }
    }

    /** Without noise the mean of all pairs is 1 + 2 mean(a): its standard error is that of twice the mean of a. */
    @Test
    void theSpreadIsThatOfTheNetworksAndNotHalfOfIt() {
        Random random = new Random(9);
        double[] own = new double[6];
        double[][] values = new double[6][6];
        Arrays.setAll(own, i -> random.nextGaussian());
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                values[i][j] = 1 + (own[i] + own[j]);
            }
        }
        double[] pseudo = PairJackknife.pseudoValues(values);
        double centre = Arrays.stream(own).average().orElseThrow();
        for (int i = 0; i < 6; i++) {
            assertEquals(1 + 2 * centre + 2 * (own[i] - centre), pseudo[i], 1e-12);
        }
    }

    @Test
    void intervalsOverNetworksCoverTheTruth() {
        int covered = 0;
        int naive = 0;
        int draws = 1000;
        for (int d = 0; d < draws; d++) {
            double[][] values = pairs(5, 0.3, 100 + d);
            covered += covers(PairJackknife.pseudoValues(values)) ? 1 : 0;
            double[] means = Arrays.stream(values).mapToDouble(row -> Arrays.stream(row).sum() / 4).toArray();
            naive += covers(means) ? 1 : 0;
        }
        // Nominally 950; four standard errors are 28.
        assertTrue(covered >= 920, covered + " of " + draws);
        assertTrue(naive < 850, "means over a network's pairs cover too little, here " + naive);
    }

    private static boolean covers(double[] values) {
        Interval interval = StudentT.interval(values, 0.95);
        return interval.low() <= 1 && 1 <= interval.high();
    }

    @Test
    void whatAreNoPairsIsRefused() {
        assertTrue(assertThrows(InvalidInputException.class, () -> PairJackknife.pseudoValues(new double[2][2])).getMessage()
            .contains("expected at least 3"));
        double[][] lopsided = pairs(4, 0, 1);
        lopsided[1][2] += 1;
        assertTrue(assertThrows(InvalidInputException.class, () -> PairJackknife.pseudoValues(lopsided)).getMessage()
            .contains("expected the same in both orders"));
        assertThrows(InvalidInputException.class, () -> PairJackknife.pseudoValues(new double[][] {{0, 1}, {1, 0}, {1, 2}}));
        double[][] undefined = pairs(4, 0, 1);
        undefined[0][1] = Double.NaN;
        undefined[1][0] = Double.NaN;
        assertTrue(Arrays.stream(PairJackknife.pseudoValues(undefined)).allMatch(Double::isNaN));
    }

    @Test
    void networksThatAreNotThereAreLeftOut() {
        double[][] values = {{0, 7, 1, 2}, {9, 0, 8, 9}, {1, 7, 0, 3}, {2, 7, 3, 0}};
        double[] pseudo = PairJackknife.pseudoValues(values, new boolean[] {true, false, true, true});
        assertEquals(Double.NaN, pseudo[1]);
        double[] among = PairJackknife.pseudoValues(new double[][] {{0, 1, 2}, {1, 0, 3}, {2, 3, 0}});
        assertArrayEquals(among, new double[] {pseudo[0], pseudo[2], pseudo[3]});
        assertTrue(Arrays.stream(PairJackknife.pseudoValues(values, new boolean[] {true, false, false, true}))
            .allMatch(Double::isNaN), "one pair");
    }
}
