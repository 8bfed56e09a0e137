package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import org.espalier.nets.data.ImageShape;

/**
 * Fully connected networks: the image as one vector, hidden layers with ReLU, a linear output layer.
 *
 * <p>Parameters: {@code fc1.weight [hidden1, channels * height * width]}, {@code fc2.weight [hidden2, hidden1]}, ... and
 * {@code fcN.bias} where biases are asked for. Values can be dropped after every hidden layer.
 */
public abstract class FullyConnected implements Architecture {
    private final String name;
    private final String description;
    private final int[] hidden;

    FullyConnected(String name, String description, int... hidden) {
        this.name = name;
        this.description = description;
        this.hidden = hidden;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        NamedLayers layers = new NamedLayers().add("flatten", Blocks.batchFlattenBlock());
        for (int i = 0; i < hidden.length; i++) {
            layers.add("fc" + (i + 1), Layers.linear(Layers.scaled(hidden[i], options.width()), options.bias()))
                .add("relu" + (i + 1), Layers.relu()).add("dropout" + (i + 1), new Dropout());
        }
        return layers.add("fc" + (hidden.length + 1), Layers.linear(classes, options.bias()));
    }

    @Override
    public Work work(ImageShape input, int classes, Options options) {
        Work work = Work.NONE;
        int inputs = input.size();
        for (int units : hidden) {
            int outputs = Layers.scaled(units, options.width());
            work = work.and((double) inputs * outputs, 1);
            inputs = outputs;
        }
        return work.and((double) inputs * classes, 1);
    }

    /** 784-300-100-10 on 28x28 images (LeCun et al. 1998; Frankle and Carbin 2019, fig. 2): 266,200 weights. */
    public static final class LeNet300100 extends FullyConnected {
        public LeNet300100() {
            super("lenet-300-100", "Fully connected, hidden layers of 300 and 100 units "
                + "(LeCun et al. 1998; the MNIST network of Frankle and Carbin 2019).", 300, 100);
        }
    }

    /** Three hidden layers of 512 units (Zhang et al. 2017, table 1). */
    public static final class Mlp extends FullyConnected {
        public Mlp() {
            super("mlp", "Fully connected, three hidden layers of 512 units (Zhang et al. 2017).", 512, 512, 512);
        }
    }
}
