package org.espalier.analysis.population;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Whether networks of one group are nearer to each other than to those of other groups: the mean distance between groups
 * less the mean distance within, against the same with the groups' names shuffled among the networks (Anderson 2001).
 * Networks are shuffled and not distances, since the distances of one network are not independent.
 *
 * @param within  mean distance of two networks of one group
 * @param between mean distance of two networks of different groups
 * @param p       of a difference at least as large by chance; one-sided, the observed arrangement counted
 */
public record GroupSeparation(double within, double between, double p) {

    /**
     * @param distances {@code [networks, networks]}, not modified
     * @param groups    the group of each network, any numbers; not modified
     * @param draws     shuffles, at least 1
     * @throws InvalidInputException if the distances are not symmetric numbers of at least 0, the lengths differ, no two
     *                               networks are of one group, or all are
     */
    public static GroupSeparation of(double[][] distances, int[] groups, int draws, RandomGenerator random) {
        Distances.check(distances);
        if (groups.length != distances.length || draws < 1) {
            throw new InvalidInputException(groups.length + " groups of " + distances.length + " networks, " + draws
                + " draws; expected one group a network and at least 1 draw");
        }
        double[] observed = means(distances, groups);
        if (Double.isNaN(observed[0]) || Double.isNaN(observed[1])) {
            throw new InvalidInputException("groups of " + groups.length
                + " networks; expected two networks of one group and two of different ones");
        }
        double bar = observed[1] - observed[0] - 1e-12 * (observed[0] + observed[1]);
        int[] shuffled = groups.clone();
        int hits = 0;
        for (int d = 0; d < draws; d++) {
            Distances.shuffle(shuffled, random);
            double[] means = means(distances, shuffled);
            hits += means[1] - means[0] >= bar ? 1 : 0;
        }
        return new GroupSeparation(observed[0], observed[1], (1.0 + hits) / (1.0 + draws));
    }

    private static double[] means(double[][] distances, int[] groups) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < groups.length; i++) {
            for (int j = 0; j < i; j++) {
                int which = groups[i] == groups[j] ? 0 : 1;
                sums[which] += distances[i][j];
                counts[which]++;
            }
        }
        return new double[] {sums[0] / counts[0], sums[1] / counts[1]};
    }
}
