package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import org.espalier.nets.data.ImageShape;

/**
 * All-CNN-C (Springenberg et al. 2015, table 1), the network of Mehrer et al. 2020: convolutions alone, each but the last
 * followed by ReLU, with strides in place of pooling, and the mean over the image of one channel a class.
 *
 * <p>{@code conv1..conv3} have 96 channels, {@code conv4..conv8} 192, {@code conv3} and {@code conv6} a stride of 2; kernels are
 * 3x3, those of {@code conv8} and {@code conv9} 1x1. 1,368,480 weights on 32x32x3 images and 10 classes. Values can be dropped
 * after the two strided convolutions. Every 3x3 convolution has padding 1, and the channels of the classes are not rectified.
 */
public final class AllCnn implements Architecture {
    private static final int FIRST = 96;
    private static final int[] STRIDED = {3, 6};
    private static final int HIDDEN = 8;

    @Override
    public String name() {
        return "all-cnn-c";
    }

    @Override
    public String description() {
        return "Nine convolutions, strides in place of pooling, no fully connected layer (Springenberg et al. 2015; the network "
            + "of Mehrer et al. 2020).";
    }

    private static int channels(int layer, double width) {
        return Layers.scaled(layer <= STRIDED[0] ? FIRST : 2 * FIRST, width);
    }

    private static int kernel(int layer) {
        return layer < HIDDEN ? 3 : 1;
    }

    private static boolean strided(int layer) {
        return layer == STRIDED[0] || layer == STRIDED[1];
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        NamedLayers layers = new NamedLayers();
        for (int i = 1; i <= HIDDEN; i++) {
            layers.add("conv" + i, Layers.convolution(channels(i, options.width()), kernel(i), strided(i) ? 2 : 1,
                options.bias())).add("relu" + i, Layers.relu());
            if (strided(i)) {
                layers.add("dropout" + i, new Dropout());
            }
        }
        return layers.add("conv" + (HIDDEN + 1), Layers.convolution(classes, 1, 1, options.bias()))
            .add("mean", Layers.averageAll());
    }

    @Override
    public Work work(ImageShape input, int classes, Options options) {
        Work work = Work.NONE;
        int height = input.height();
        int width = input.width();
        int channels = input.channels();
        for (int i = 1; i <= HIDDEN; i++) {
            height = strided(i) ? (height + 1) / 2 : height;
            width = strided(i) ? (width + 1) / 2 : width;
            int outputs = channels(i, options.width());
            work = work.and((double) kernel(i) * kernel(i) * channels * outputs, (double) height * width);
            channels = outputs;
        }
        return work.and((double) channels * classes, (double) height * width);
    }
}
