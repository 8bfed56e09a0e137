package org.espalier.nets.mask;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;

/**
 * Which weights of one layer are kept. Immutable: arrays are copied in and out; equality compares their contents.
 *
 * @param name  name of the weight, as in the network
 * @param shape shape of the weight; a scalar has an empty shape
 * @param kept  {@code [size]}, row by row in {@code shape}: true where the weight is kept
 */
public record MaskLayer(String name, long[] shape, boolean[] kept) {

    /** @throws InvalidInputException if the name is empty or the shape does not have as many elements as {@code kept} */
    public MaskLayer {
        if (name == null || name.isEmpty()) {
            throw new InvalidInputException("a layer of a mask has no name, expected the name of its weight.");
        }
        if (kept.length == 0 || elements(name, shape) != kept.length) {
            throw new InvalidInputException("mask layer " + name + ": shape " + Arrays.toString(shape) + " does not fit "
                + kept.length + " weights, expected as many and at least one.");
        }
        shape = shape.clone();
        kept = kept.clone();
    }

    /**
     * Number of elements of a weight.
     *
     * @throws InvalidInputException if a length is below 1 or a layer has more than {@link Integer#MAX_VALUE} elements
     */
    static int elements(String name, long[] shape) {
        long size = 1;
        for (long length : shape) {
            if (length < 1 || length > Integer.MAX_VALUE / size) {
                throw new InvalidInputException("mask layer " + name + ": shape " + Arrays.toString(shape)
                    + " is out of range, expected lengths of at least 1 and at most 2^31-1 elements.");
            }
            size *= length;
        }
        return (int) size;
    }

    /** A copy; {@code O(rank)}. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A copy; {@code O(size)}: take it once, outside a loop over the weights. */
    @Override
    public boolean[] kept() {
        return kept.clone();
    }

    /** Whether the weight at a position (row by row in the shape) is kept. */
    public boolean kept(int index) {
        return kept[index];
    }

    /** Number of weights. */
    public int size() {
        return kept.length;
    }

    /** Number of kept weights; {@code O(size)}. */
    public int keptCount() {
        int count = 0;
        for (boolean k : kept) {
            count += k ? 1 : 0;
        }
        return count;
    }

    /** Fraction of weights kept, 0..1; {@code O(size)}. */
    public double density() {
        return keptCount() / (double) kept.length;
    }

    /** Sets to zero what is not kept. @param weights {@code [size]}, modified */
    public void apply(float[] weights) {
        if (weights.length != kept.length) {
            throw new IllegalArgumentException("mask layer " + name + " has " + kept.length + " weights, got "
                + weights.length);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = kept[i] ? weights[i] : 0f;
        }
    }

    MaskLayer complement() {
        boolean[] result = new boolean[kept.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = !kept[i];
        }
        return new MaskLayer(name, shape, result);
    }

    /** Both must have the same size: the caller has compared names and shapes. */
    MaskLayer and(MaskLayer other) {
        boolean[] result = new boolean[kept.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = kept[i] & other.kept[i];
        }
        return new MaskLayer(name, shape, result);
    }

    boolean sameWeight(MaskLayer other) {
        return name.equals(other.name) && Arrays.equals(shape, other.shape);
    }

    String label() {
        return name + Arrays.toString(shape);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MaskLayer other && sameWeight(other) && Arrays.equals(kept, other.kept);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(kept);
    }

    @Override
    public String toString() {
        return "MaskLayer[" + label() + ", kept " + keptCount() + " of " + kept.length + "]";
    }
}
