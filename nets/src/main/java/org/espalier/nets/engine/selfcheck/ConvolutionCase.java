package org.espalier.nets.engine.selfcheck;

/**
 * One convolution that is tried: square kernel, padding {@code kernel / 2}, with biases.
 *
 * @param in     channels in
 * @param out    channels out
 * @param kernel side of the kernel, odd
 * @param stride of both directions
 * @param batch  images
 * @param height of an image
 * @param width  of an image
 */
public record ConvolutionCase(int in, int out, int kernel, int stride, int batch, int height, int width) {

    int outHeight() {
        return (height - 1) / stride + 1;
    }

    int outWidth() {
        return (width - 1) / stride + 1;
    }

    @Override
    public String toString() {
        return in + " to " + out + " channels, " + kernel + "x" + kernel + ", stride " + stride + ", " + batch + " images of "
            + height + "x" + width;
    }
}
