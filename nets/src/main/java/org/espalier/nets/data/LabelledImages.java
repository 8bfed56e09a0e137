package org.espalier.nets.data;

/**
 * Images with labels, in memory.
 *
 * @param shape   shape of one image
 * @param classes number of classes
 * @param pixels  {@code [n, channels * height * width]} row by row, channel-major, raw values 0..1 (standardise with
 *                {@link Standardisation})
 * @param labels  {@code [n]}, each in {@code 0..classes-1}
 */
public record LabelledImages(ImageShape shape, int classes, float[] pixels, int[] labels) {
    public LabelledImages {
        if ((long) labels.length * shape.size() != pixels.length) {
            throw new IllegalArgumentException(labels.length + " labels do not match " + pixels.length + " pixels of "
                + shape);
        }
    }

    public int count() {
        return labels.length;
    }

    /**
     * Copies some of the images, in the order given; an index may occur more than once.
     *
     * @param indices each in {@code 0..count-1}; not modified
     * @throws IndexOutOfBoundsException if an index is outside
     */
    public LabelledImages subset(int[] indices) {
        int size = shape.size();
        float[] some = new float[Math.multiplyExact(indices.length, size)];
        int[] someLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= count()) {
                throw new IndexOutOfBoundsException("image " + indices[i] + " of " + count());
            }
            System.arraycopy(pixels, indices[i] * size, some, i * size, size);
            someLabels[i] = labels[indices[i]];
        }
        return new LabelledImages(shape, classes, some, someLabels);
    }
}
