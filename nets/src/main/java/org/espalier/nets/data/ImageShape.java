package org.espalier.nets.data;

/** Shape of one image: {@code [channels, height, width]}. */
public record ImageShape(int channels, int height, int width) {
    public int size() {
        return channels * height * width;
    }
}
