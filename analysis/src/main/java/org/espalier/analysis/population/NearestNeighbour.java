package org.espalier.analysis.population;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * How well a network's group can be told from its nearest neighbour: each network in turn is left out and given the group of
 * the network nearest to it among the others (Cover and Hart 1967).
 *
 * <p>Where several are equally near, the network counts as told to the fraction of them that are of its group: the expected
 * success of a fair draw among them. So distances that say nothing, such as all zeros, give about the accuracy of guessing.
 * Accuracy is compared with what it is when the groups' names are shuffled among the networks, the numbers of networks a
 * group staying as they are. The test is exact where networks are exchangeable when groups mean nothing, as those trained
 * independently are.
 *
 * @param accuracy  mean of {@code byNetwork}, 0..1
 * @param byNetwork {@code [networks]}: whether each was told, 0..1
 * @param chance    mean accuracy of shuffled names, {@code sum n_g (n_g - 1) / (n (n - 1))} with n_g the networks of group g
 * @param p         of an accuracy at least as high by chance; one-sided, the observed arrangement counted
 */
public record NearestNeighbour(double accuracy, double[] byNetwork, double chance, double p) {
    /** Distances that differ by less, relative to the largest, are equal: rounding decides nothing. */
    private static final double EQUAL = 1e-9;

    /**
     * Tells every network and shuffles.
     *
     * @param distances {@code [networks, networks]}, not modified
     * @param groups    the group of each network, any numbers; not modified
     * @param draws     shuffles, at least 1
     * @throws InvalidInputException if the distances are not symmetric numbers of at least 0, the lengths differ, or all
     *                               networks are of one group
     */
    public static NearestNeighbour of(double[][] distances, int[] groups, int draws, RandomGenerator random) {
        Distances.check(distances);
        int n = groups.length;
        if (n != distances.length || draws < 1) {
            throw new InvalidInputException(n + " groups of " + distances.length + " networks, " + draws
                + " draws; expected one group a network and at least 1 draw");
        }
        double pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                pairs += i != j && groups[i] == groups[j] ? 1 : 0;
            }
        }
        if (pairs == (double) n * (n - 1)) {
            throw new InvalidInputException(n + " networks of one group; expected at least two groups to tell apart");
        }
        int[][] nearest = nearest(distances);
        double[] told = told(nearest, groups);
        double observed = mean(told);
        int[] shuffled = groups.clone();
        int hits = 0;
        for (int d = 0; d < draws; d++) {
            Distances.shuffle(shuffled, random);
            hits += mean(told(nearest, shuffled)) >= observed - EQUAL ? 1 : 0;
        }
        return new NearestNeighbour(observed, told, pairs / ((double) n * (n - 1)), (1.0 + hits) / (1.0 + draws));
    }

    /** Of each network those nearest to it. */
    private static int[][] nearest(double[][] distances) {
        int n = distances.length;
        double largest = 0;
        for (double[] row : distances) {
            for (double distance : row) {
                largest = Math.max(largest, distance);
            }
        }
        int[][] nearest = new int[n][];
        for (int i = 0; i < n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                least = i == j ? least : Math.min(least, distances[i][j]);
            }
            double bar = least + EQUAL * largest;
            int self = i;
            nearest[i] = IntStream.range(0, n).filter(j -> j != self && distances[self][j] <= bar).toArray();
        }
        return nearest;
    }

    private static double[] told(int[][] nearest, int[] groups) {
        double[] told = new double[groups.length];
        for (int i = 0; i < told.length; i++) {
            for (int j : nearest[i]) {
                told[i] += groups[j] == groups[i] ? 1.0 / nearest[i].length : 0;
            }
        }
        return told;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
