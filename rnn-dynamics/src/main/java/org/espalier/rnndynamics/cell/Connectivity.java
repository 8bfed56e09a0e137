package org.espalier.rnndynamics.cell;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;

/**
 * Which connections a recurrent matrix may have, and with which sign: {@code W_ij = mask_ij sign_j |V_ij|}, where j is the
 * sending unit (Dale's law: all that a unit sends has one sign; Song, Yang and Wang 2016). Of a cell with G gates the matrix
 * is {@code [G N, N]}. Two are equal when their contents are.
 *
 * @param mask  {@code [G N, N]}, false where there is no connection; empty for all connections
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

    /** @throws InvalidInputException if it does not fit a recurrent matrix {@code [rows, units]} */
    public void check(int rows, int units) {
        if (mask.length != 0 && mask.length != rows * units || signs.length != 0 && signs.length != units) {
            throw new InvalidInputException("connectivity of " + signs.length + " signs and " + mask.length
                + " connections does not fit a recurrent matrix of " + rows + " x " + units + " weights");
        }
    }

    /**
     * The matrix the network computes with.
     *
     * @param free {@code [G N, N]}, not modified
     * @return a new array
     * @throws InvalidInputException if this does not fit the matrix
     */
    public double[] effective(double[] free, int units) {
        check(free.length / units, units);
        double[] effective = free.clone();
        for (int at = 0; at < free.length; at++) {
            int sign = signs.length == 0 ? 0 : signs[at % units];
            if (mask.length != 0 && !mask[at]) {
                effective[at] = 0;
            } else if (sign != 0) {
                effective[at] = sign * Math.abs(free[at]);
            }
        }
        return effective;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Connectivity other && Arrays.equals(mask, other.mask) && Arrays.equals(signs, other.signs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mask) + Arrays.hashCode(signs);
    }

    /** Two that differ have, but for about one pair in 2^32, different texts. */
    @Override
    public String toString() {
        int kept = 0;
        for (boolean one : mask) {
            kept += one ? 1 : 0;
        }
        return this.equals(FREE) ? "free" : String.format("connectivity-%08x[kept %d of %d, %d signs]", hashCode(), kept,
            mask.length, signs.length);
    }
}
