package org.espalier.nets.data;

/** Shape of one image: {@code [channels, height, width]}. */
public record ImageShape(int channels, int height, int width) {
    public int size() {
        return channels * height * width;
    }

    /** As sentences have it: {@code 1x28x28}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
