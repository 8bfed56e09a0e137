package org.espalier.nets.network;

import java.util.Arrays;

/**
 * One named array of a network.
 *
 * @param name   unique in its network: {@code fc1.weight}
 * @param shape  a linear weight {@code [outputs, inputs]}, a convolution {@code [outputs, inputs / groups, height, width]}
 * @param role   what it is for
 * @param fanIn  of a weight: inputs one output is summed over; 0 for the other roles
 * @param fanOut of a weight: outputs one input takes part in; 0 for the other roles
 */
public record NetworkParameter(String name, long[] shape, Role role, long fanIn, long fanOut) {

    /** What a parameter is for. Only a weight is initialised at random and may be pruned. */
    public enum Role {
        /** Multiplies activations: the prunable parameters. */
        WEIGHT,
        /** Added to activations; starts at zero. */
        BIAS,
        /** Scale of a normalisation; starts at one. */
        NORM_SCALE,
        /** Shift of a normalisation; starts at zero. */
        NORM_SHIFT,
        /** Running mean or variance: moved by the forward pass in training, never by a gradient. */
        NORM_STATE
    }

    public NetworkParameter {
        shape = shape.clone();
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public int size() {
        long product = 1;
        for (long length : shape) {
            product = Math.multiplyExact(product, length);
        }
        return Math.toIntExact(product);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkParameter that && name.equals(that.name) && Arrays.equals(shape, that.shape)
            && role == that.role && fanIn == that.fanIn && fanOut == that.fanOut;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
