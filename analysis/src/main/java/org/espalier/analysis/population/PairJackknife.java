package org.espalier.analysis.population;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * The mean over all pairs of networks as one number a network, so that an interval over networks is an interval for it.
 *
 * <p>The mean of a network's pairs is no such number: each pair counts for two networks, and with an effect of each network
 * {@code c_ij = m + a_i + a_j} the means of few networks spread half as far as they should. The jackknife's pseudo-values
 *
 * <pre>p_i = n U - (n - 1) U_{-i},   U the mean over all pairs, U_{-i} the mean over the pairs without network i</pre>
 *
 * have the mean U, and their standard error is the jackknife's of U (Arvesen 1969, for U-statistics). They are linear in the
 * values, so the pseudo-value of a difference is the difference of pseudo-values; and they may lie outside the range of the
 * values.
 */
public final class PairJackknife {
    /** With fewer networks there is none to leave out. */
    public static final int FEWEST = 3;

    private PairJackknife() {}

    /**
     * The pseudo-values among the networks that are there: NaN for the others, and for all where fewer than 3 are.
     *
     * @param values  {@code [networks, networks]}, symmetric where both networks are there; others are not read
     * @param present {@code [networks]}
     */
    public static double[] pseudoValues(double[][] values, boolean[] present) {
        int[] there = IntStream.range(0, present.length).filter(i -> present[i]).toArray();
        double[] all = new double[present.length];
        Arrays.fill(all, Double.NaN);
        if (there.length >= FEWEST) {
            double[][] among = Arrays.stream(there)
                .mapToObj(i -> Arrays.stream(there).mapToDouble(j -> values[i][j]).toArray()).toArray(double[][]::new);
            double[] pseudo = pseudoValues(among);
            for (int k = 0; k < there.length; k++) {
                all[there[k]] = pseudo[k];
            }
        }
        return all;
    }

    /**
     * @param values {@code [networks, networks]}, symmetric, at least 3 networks; the diagonal is not read. Not modified
     * @return {@code [networks]}; all NaN where a value is NaN. Cost: {@code O(networks^2)}
     * @throws InvalidInputException if there are fewer than 3 networks, or the values are not square and symmetric
     */
    public static double[] pseudoValues(double[][] values) {
        int n = values.length;
        if (n < FEWEST) {
            throw new InvalidInputException("pairs among " + n + " networks; expected at least " + FEWEST
                + " networks to leave one out");
        }
        double[] sums = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            if (values[i].length != n) {
                throw new InvalidInputException("row " + i + " of the values of pairs has " + values[i].length
                    + " numbers; expected " + n);
            }
            for (int j = 0; j < n; j++) {
                if (Double.compare(values[i][j], values[j][i]) != 0) {
                    throw new InvalidInputException("networks " + i + " and " + j + " (counted from 0) have the values "
                        + values[i][j] + " and " + values[j][i] + "; expected the same in both orders");
                }
                if (i != j) {
                    sums[i] += values[i][j];
                }
            }
            total += sums[i] / 2;
        }
        double[] pseudo = new double[n];
        for (int i = 0; i < n; i++) {
            double all = total / (n * (n - 1) / 2.0);
            double without = (total - sums[i]) / ((n - 1) * (n - 2) / 2.0);
            pseudo[i] = n * all - (n - 1) * without;
        }
        return pseudo;
    }
}
