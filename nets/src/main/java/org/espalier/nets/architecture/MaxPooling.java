package org.espalier.nets.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.pooling.Pool;
import org.espalier.nets.architecture.LayerSpec.Size;

/** DJL's maximum over windows, without padding, that remembers its windows. */
final class MaxPooling extends LambdaBlock implements Described {
    private final Size size;
    private final Size stride;

    MaxPooling(Size size, Size stride) {
        super(values -> new ai.djl.ndarray.NDList(Pool.maxPool2d(values.singletonOrThrow(),
            new Shape(size.height(), size.width()), new Shape(stride.height(), stride.width()), new Shape(0, 0), false)),
            "maxPool2d");
        this.size = size;
        this.stride = stride;
    }

    @Override
    public LayerSpec spec(String name) {
        return new LayerSpec.MaxPool(size, stride);
    }
}
