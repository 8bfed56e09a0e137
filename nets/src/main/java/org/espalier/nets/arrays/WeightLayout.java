package org.espalier.nets.arrays;

/** In which order a framework puts the axes of a layer's weight. */
public enum WeightLayout {
    /** PyTorch: {@code [out, in]}, {@code [out, in, h, w]}. */
    TORCH,
    /** Keras, Flax and TensorFlow: {@code [in, out]}, {@code [h, w, in, out]}. Depthwise kernels have another order still. */
    KERAS;

    /**
     * A weight with its axes in PyTorch's order; arrays of less than two axes are left as they are.
     *
     * @param weight in this layout
     */
    public StoredArray toTorch(StoredArray weight) {
        int axes = weight.axes();
        if (this == TORCH || axes < 2) {
            return weight;
        }
        int[] order = new int[axes];
        order[0] = axes - 1;
        order[1] = axes - 2;
        for (int d = 2; d < axes; d++) {
            order[d] = d - 2;
        }
        return weight.permuted(order);
    }
}
