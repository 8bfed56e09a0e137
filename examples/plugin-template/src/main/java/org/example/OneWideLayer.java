package org.example;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.ImageShape;

/** An architecture as a plug-in would bring it: any DJL block, here one wide hidden layer. */
public final class OneWideLayer implements Architecture {

    @Override
    public String name() {
        return "one-wide-layer";
    }

    @Override
    public String description() {
        return "One hidden layer of 200 units.";
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        return new SequentialBlock().add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits((long) (200 * options.width())).optBias(options.bias()).build())
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(classes).optBias(options.bias()).build());
    }
}
