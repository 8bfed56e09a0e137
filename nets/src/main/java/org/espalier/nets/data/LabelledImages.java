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
}
