package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;

/**
 * Small VGG-like networks (Frankle and Carbin 2019, fig. 2; Conv8: Ramanujan et al. 2020): pairs of 3x3 convolutions with
 * padding 1, each followed by ReLU, each pair by 2x2 max pooling; the channels double from pair to pair, from 64; then
 * two hidden layers of 256 units and a linear output layer.
 *
 * <p>Parameters: {@code convI.weight [channels, input channels, 3, 3]}, {@code fcI.weight [units, inputs]}, and their
 * {@code .bias} where biases are asked for. Where a side is odd before pooling, its last row or column is left out.
 * Values can be dropped after each pooling and each hidden layer of units.
 */
public abstract class ConvNet implements Architecture {
    private static final int FIRST_CHANNELS = 64;
    private static final int HIDDEN = 256;
    private final int convolutions;

    ConvNet(int convolutions) {
        this.convolutions = convolutions;
    }

    @Override
    public String name() {
        return "conv" + convolutions;
    }

    @Override
    public String description() {
        return convolutions + " convolutions in pairs with max pooling, then two hidden layers of 256 units "
            + (convolutions == 8 ? "(Ramanujan et al. 2020)." : "(Frankle and Carbin 2019).");
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        requireSides(input);
        NamedLayers layers = new NamedLayers();
        for (int i = 1; i <= convolutions; i++) {
            int channels = Layers.scaled(FIRST_CHANNELS << ((i - 1) / 2), options.width());
            layers.add("conv" + i, Layers.convolution(channels, 3, 1, options.bias())).add("relu" + i, Layers.relu());
            if (i % 2 == 0) {
                layers.add("pool" + i / 2, Layers.halve()).add("dropout" + i / 2, new Dropout());
            }
        }
        int hidden = Layers.scaled(HIDDEN, options.width());
        return layers.add("flatten", Blocks.batchFlattenBlock())
            .add("fc1", Layers.linear(hidden, options.bias())).add("relu-fc1", Layers.relu()).add("dropout-fc1", new Dropout())
            .add("fc2", Layers.linear(hidden, options.bias())).add("relu-fc2", Layers.relu()).add("dropout-fc2", new Dropout())
            .add("fc3", Layers.linear(classes, options.bias()));
    }

    /** @throws InvalidInputException if nothing would be left of the images */
    private void requireSides(ImageShape input) {
        int pairs = convolutions / 2;
        if (Math.min(input.height(), input.width()) >> pairs == 0) {
            throw new InvalidInputException(name() + " halves the image " + pairs + " times and needs at least " + (1 << pairs)
                + "x" + (1 << pairs) + " pixels, not " + input.height() + "x" + input.width());
        }
    }

    /** @throws InvalidInputException as {@link #build}: plans ask for the work before any network is built */
    @Override
    public Work work(ImageShape input, int classes, Options options) {
        requireSides(input);
        Work work = Work.NONE;
        int height = input.height();
        int width = input.width();
        int channels = input.channels();
        for (int i = 1; i <= convolutions; i++) {
            int outputs = Layers.scaled(FIRST_CHANNELS << ((i - 1) / 2), options.width());
            work = work.and(9.0 * channels * outputs, (double) height * width);
            channels = outputs;
            if (i % 2 == 0) {
                height /= 2;
                width /= 2;
            }
        }
        int hidden = Layers.scaled(HIDDEN, options.width());
        return work.and((double) channels * height * width * hidden, 1).and((double) hidden * hidden, 1)
            .and((double) hidden * classes, 1);
    }

    /** 4,300,992 weights on 32x32x3 images and 10 classes. */
    public static final class Conv2 extends ConvNet {
        public Conv2() {
            super(2);
        }
    }

    /** 2,425,024 weights on 32x32x3 images and 10 classes. */
    public static final class Conv4 extends ConvNet {
        public Conv4() {
            super(4);
        }
    }

    /** 2,261,184 weights on 32x32x3 images and 10 classes. */
    public static final class Conv6 extends ConvNet {
        public Conv6() {
            super(6);
        }
    }

    /** 5,275,840 weights on 32x32x3 images and 10 classes. */
    public static final class Conv8 extends ConvNet {
        public Conv8() {
            super(8);
        }
    }
}
