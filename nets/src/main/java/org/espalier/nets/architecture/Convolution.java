package org.espalier.nets.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.BooleanSupplier;

/**
 * A two-dimensional convolution that can pad its channels with zeros to multiples of {@value #BLOCK}, because some processors'
 * engines are wrong where channels do not fill a vector register.
 *
 * <p>Padded, input {@code [n, C, h, w]}, weights {@code [O, C, k, k]} and biases {@code [O]} become {@code [n, C', h, w]},
 * {@code [O', C', k, k]} and {@code [O']} inside the pass, and the first O channels of the result are taken. The added terms are
 * exact zeros, so outputs and gradients are the same up to the order of additions. Parameters keep their shapes and names. Cost:
 * {@code C' O' / (C O)} times the multiply-adds.
 */
final class Convolution extends Conv2d {
    static final int BLOCK = 16;

    private final BooleanSupplier padded;

    private Convolution(Padding builder) {
        super(builder);
        padded = builder.padded;
    }

    /** The settings of a convolution, and whether it pads its channels, asked at every pass. */
    static final class Padding extends Conv2d.Builder {
        private final BooleanSupplier padded;

        Padding(BooleanSupplier padded) {
            this.padded = padded;
        }

        @Override
        public Conv2d build() {
            validate();
            return new Convolution(this);
        }
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameters, NDList inputs, boolean training,
                                     PairList<String, Object> settings) {
        NDArray x = inputs.singletonOrThrow();
        int in = added(x.getShape().get(1));
        int out = added(filters);
        if (!padded.getAsBoolean() || in == 0 && out == 0) {
            return super.forwardInternal(parameters, inputs, training, settings);
        }
        NDArray w = parameters.getValue(weight, x.getDevice(), training);
        NDArray b = parameters.getValue(bias, x.getDevice(), training);
        NDManager pass = x.getManager();
        NDList result = conv2d(extended(pass, x, 1, in), extended(pass, extended(pass, w, 1, in), 0, out),
            b == null ? null : extended(pass, b, 0, out), stride, padding, dilation, groups);
        return out == 0 ? result : new NDList(result.singletonOrThrow().get(new NDIndex(":, :" + filters)));
    }

    private static int added(long channels) {
        return (int) ((BLOCK - channels % BLOCK) % BLOCK);
    }

    /** An array with {@code count} zeros more along an axis; it goes with the pass, though the weights stay. */
    private static NDArray extended(NDManager pass, NDArray array, int axis, int count) {
        if (count == 0) {
            return array;
        }
        long[] shape = array.getShape().getShape().clone();
        shape[axis] = count;
        NDArray extended = array.concat(pass.zeros(new Shape(shape), array.getDataType()), axis);
        extended.attach(pass);
        return extended;
    }
}
