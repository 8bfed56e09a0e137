package org.espalier.analysis.richlazy;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * How the initial weights between the units of a recurrent network are made, before they are scaled: {@code W_ij} is the
 * weight from unit j to unit i, with a mean square of 1 in expectation ({@link RankControlledWeights#matched} then gives them
 * the norm or spectral radius of other weights). The structures are those that Liu et al. 2024 take from biology, made here
 * from their definitions: the paper's own generators were not at hand.
 */
public sealed interface WeightStructure {

    /**
     * Random weights. Cost: {@code O(units^2)}.
     *
     * @param units  at least 1
     * @param random the only source of randomness
     * @return {@code [units, units]}, row by row
     * @throws InvalidInputException if there are too few units for the structure
     */
    double[] draw(int units, RandomGenerator random);

    /** Independent, {@code N(0, 1)}: no structure, the null that the others are compared with. */
    record Gaussian() implements WeightStructure {
        @Override
        public double[] draw(int units, RandomGenerator random) {
            double[] weights = new double[square(units, 1, "Gaussian weights")];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextGaussian();
            }
            return weights;
        }
    }

    /**
     * Groups of units whose mean weights differ: {@code W_ij = sqrt(1 - share) g_ij + sqrt(share) M_{b(i) b(j)}}, all g and
     * M independent {@code N(0, 1)}, b the group of a unit; groups follow each other and are as equal as they can be. With a
     * share of 1 the rank is at most the number of groups. In a large network the means' singular values are those of M times
     * {@code sqrt(share) units / blocks}, beside {@code 2 sqrt((1 - share) units)} for the largest of the rest.
     *
     * @param blocks number of groups, at least 1
     * @param share  of the variance that is between the means, 0..1
     */
    record Blocks(int blocks, double share) implements WeightStructure {
        public Blocks {
            if (blocks < 1) {
                throw new InvalidInputException("weights of " + blocks + " groups were asked for; expected at least 1");
            }
            within("share of the variance between groups", share, 0, 1);
        }

        @Override
        public double[] draw(int units, RandomGenerator random) {
            double[] weights = new double[square(units, blocks, "weights of " + blocks + " groups")];
            double[] mean = new double[blocks * blocks];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = Math.sqrt(share) * random.nextGaussian();
            }
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    weights[i * units + j] = Math.sqrt(1 - share) * random.nextGaussian()
                        + mean[block(i, units) * blocks + block(j, units)];
                }
            }
            return weights;
        }

        private int block(int unit, int units) {
            return (int) ((long) unit * blocks / units);
        }
    }

    /**
     * Motifs of two connections that are more frequent than by chance:
     * {@code W_ij = sqrt(1 - 2 share) g_ij + sqrt(share) (u_i + v_j)}, all {@code N(0, 1)}, g independent, u and v of one unit
     * with correlation {@code chain}. Weights into one unit, and weights out of one unit, then have the covariance
     * {@code share} (convergent and divergent motifs), and a weight into a unit and one out of it {@code share chain}: 1 is
     * the most chains that go with so many of the others, 0 none beyond chance, -1 the fewest. The Gaussian form of the
     * second-order networks of Zhao, Beverlin, Netoff and Nykamp 2011, without their threshold. Weights of units to
     * themselves have the variance {@code 1 + 2 share chain}. The part of rank 2 has eigenvalues near
     * {@code sqrt(share) units (+-1 + ...)} at {@code chain = 1}, and singular values near {@code sqrt(share) units}.
     *
     * @param share 0..1/2
     * @param chain -1..1
     */
    record Motifs(double share, double chain) implements WeightStructure {
        public Motifs {
            within("covariance of motifs", share, 0, 0.5);
            within("correlation of a unit's input and output", chain, -1, 1);
        }

        @Override
        public double[] draw(int units, RandomGenerator random) {
            double[] weights = new double[square(units, 1, "weights with motifs")];
            double[] in = new double[units];
            double[] out = new double[units];
            for (int i = 0; i < units; i++) {
                in[i] = random.nextGaussian();
                out[i] = chain * in[i] + Math.sqrt(1 - chain * chain) * random.nextGaussian();
            }
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    weights[i * units + j] = Math.sqrt(1 - 2 * share) * random.nextGaussian()
                        + Math.sqrt(share) * (in[i] + out[j]);
                }
            }
            return weights;
        }
    }

    /**
     * Two types of cells under Dale's law: {@code W_ij = c |g_ij|} from the first {@code round(excitatory units)} units,
     * {@code W_ij = -c k |g_ij|} from the others, g independent {@code N(0, 1)}. With {@code k = balance E / I}, E and I the
     * numbers of excitatory and inhibitory units, the inhibition that a unit expects is {@code balance} times the excitation:
     * at 1 its expected sum of weights is 0 (balanced). c makes the mean square 1, {@code c^2 (E + k^2 I) = units}. The mean
     * weights are of rank 1, with the singular value {@code c sqrt(2 units (E + k^2 I) / pi)}, {@code sqrt(2 / pi)} of the
     * Frobenius norm, and the eigenvalue {@code c sqrt(2 / pi) E (1 - balance)}.
     *
     * @param excitatory fraction of the units, above 0 and below 1; some 0.8 in cortex
     * @param balance    at least 0
     */
    record CellTypes(double excitatory, double balance) implements WeightStructure {
        public CellTypes {
            if (!(excitatory > 0 && excitatory < 1)) {
                throw new InvalidInputException("the fraction of excitatory units is " + excitatory
                    + "; expected more than 0 and less than 1");
            }
            within("inhibition relative to excitation", balance, 0, 1e6);
        }

        @Override
        public double[] draw(int units, RandomGenerator random) {
            double[] weights = new double[square(units, 2, "weights of two types of cells")];
            int first = excitatoryUnits(units);
            double k = balance * first / (units - first);
            double c = Math.sqrt(units / (first + k * k * (units - first)));
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    weights[i * units + j] = (j < first ? c : -c * k) * Math.abs(random.nextGaussian());
                }
            }
            return weights;
        }

        /** How many of so many units are excitatory: at least 1, and not all. */
        public int excitatoryUnits(int units) {
            return (int) Math.max(1, Math.min(units - 1, Math.round(excitatory * units)));
        }
    }

    private static int square(int units, int least, String what) {
        if (units < least || units > Math.sqrt(Integer.MAX_VALUE)) {
            throw new InvalidInputException(what + " between " + units + " units were asked for; expected " + least + " to "
                + (int) Math.sqrt(Integer.MAX_VALUE));
        }
        return units * units;
    }

    private static void within(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new InvalidInputException("the " + what + " is " + value + "; expected " + least + " to " + most);
        }
    }
}
