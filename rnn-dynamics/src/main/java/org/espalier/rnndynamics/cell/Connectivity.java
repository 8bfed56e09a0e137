package org.espalier.rnndynamics.cell;

import org.espalier.study.InvalidInputException;

/**
 * Which connections a recurrent matrix may have, and with which sign: {@code W_ij = mask_ij sign_j |V_ij|}, where j is the
 * sending unit (Dale's law: all that a unit sends has one sign; Song, Yang and Wang 2016).
 *
 * @param mask  {@code [N, N]}, false where there is no connection; empty for all connections
 * @param signs {@code [N]}, +1 for excitatory and -1 for inhibitory units, 0 for a unit that Dale's law does not bind;
 *              empty where it binds none
 */
public record Connectivity(boolean[] mask, int[] signs) {

    /** Every connection, either sign. */
    public static final Connectivity FREE = new Connectivity(new boolean[0], new int[0]);

    public Connectivity {
        mask = mask.clone();
        signs = signs.clone();
        for (int sign : signs) {
            if (sign < -1 || sign > 1) {
                throw new InvalidInputException("a unit's sign is " + sign + ", expected -1, 0 or 1");
            }
        }
    }

    @Override
    public boolean[] mask() {
        return mask.clone();
    }

    @Override
    public int[] signs() {
        return signs.clone();
    }

    /**
     * The matrix the network computes with.
     *
     * @param free {@code [N, N]}, not modified
     * @return a new array
     */
    public double[] effective(double[] free, int units) {
        if (free.length != units * units || mask.length != 0 && mask.length != free.length
            || signs.length != 0 && signs.length != units) {
            throw new InvalidInputException("connectivity of " + signs.length + " signs and " + mask.length
                + " connections does not fit a recurrent matrix of " + free.length + " weights and " + units + " units");
        }
        double[] effective = free.clone();
        for (int i = 0; i < units; i++) {
            for (int j = 0; j < units; j++) {
                int at = i * units + j;
                if (mask.length != 0 && !mask[at]) {
                    effective[at] = 0;
                } else if (signs.length != 0 && signs[j] != 0) {
                    effective[at] = signs[j] * Math.abs(free[at]);
                }
            }
        }
        return effective;
    }
}
