package org.espalier.nets.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.function.BooleanSupplier;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.remedy.EngineSetup;

/**
 * The layers the families share. A network made of them, of DJL's {@code Linear}, {@code Conv2d}, ReLU and flattening, and of
 * {@link Dropout} in rows can be described ({@link BlockLayers}) and so be rebuilt elsewhere.
 */
public final class Layers {
    /** PyTorch's defaults. */
    private static final double NORM_MOMENTUM = 0.1;
    private static final double NORM_EPSILON = 1e-5;

    private Layers() {}

    /** {@code floor(n * width)}, at least 1. The tiny addend keeps 0.1 * 10 from becoming 0. */
    static int scaled(int n, double width) {
        return Math.max(1, (int) Math.floor(n * width + 1e-9));
    }

    public static Block linear(int units, boolean bias) {
        return Linear.builder().setUnits(units).optBias(bias).build();
    }

    /** A square convolution with padding {@code kernel / 2}; it pads its channels where this processor needs that. */
    public static Block convolution(int filters, int kernel, int stride, boolean bias) {
        return convolution(filters, kernel, stride, bias, () -> EngineSetup.inUse().padsChannels());
    }

    static Block convolution(int filters, int kernel, int stride, boolean bias, BooleanSupplier padsChannels) {
        int padding = kernel / 2;
        return new Convolution.Padding(padsChannels).setFilters(filters).setKernelShape(new Shape(kernel, kernel))
            .optStride(new Shape(stride, stride)).optPadding(new Shape(padding, padding)).optBias(bias).build();
    }

    /** Any convolution; it pads its channels where this processor needs that. */
    static Block convolution(LayerSpec.Conv spec) {
        return new Convolution.Padding(() -> EngineSetup.inUse().padsChannels()).setFilters(spec.filters())
            .setKernelShape(shape(spec.kernel())).optStride(shape(spec.stride())).optPadding(shape(spec.padding()))
            .optBias(spec.bias()).build();
    }

    private static Shape shape(LayerSpec.Size size) {
        return new Shape(size.height(), size.width());
    }

    /** Of each channel, with PyTorch's defaults: {@code running = 0.9 running + 0.1 batch}, epsilon 1e-5. */
    public static Block batchNorm(boolean affine) {
        return batchNorm(affine, NORM_EPSILON, NORM_MOMENTUM);
    }

    /** @param momentum as PyTorch has it: the weight of the batch in the running statistics */
    public static Block batchNorm(boolean affine, double epsilon, double momentum) {
        return new BatchNormalisation(affine, epsilon, momentum);
    }

    public static Block relu() {
        return Activation.reluBlock();
    }

    /** Maximum over 2x2 pixels; an odd last row or column is left out, as PyTorch does. */
    public static Block halve() {
        return maxPool(LayerSpec.Size.square(2), LayerSpec.Size.square(2));
    }

    /** Maximum over windows; a last row or column that fills none is left out. */
    public static Block maxPool(LayerSpec.Size size, LayerSpec.Size stride) {
        return new MaxPooling(size, stride);
    }

    /** The mean of each channel over all its pixels. */
    public static Block averageAll() {
        return Pool.globalAvgPool2dBlock();
    }

    static boolean convolutionIn(Block block) {
        return block instanceof ai.djl.nn.convolutional.Convolution
            || block.getChildren().values().stream().anyMatch(Layers::convolutionIn);
    }

    /**
     * Refuses convolutions that would not pad their channels though this processor needs that: those of DJL that a plug-in made
     * itself, not with {@link #convolution}.
     *
     * @throws InvalidInputException if there is one
     */
    public static void requirePadding(Block block) {
        if (EngineSetup.inUse().padsChannels()) {
            requireOurs(block);
        }
    }

    static void requireOurs(Block block) {
        if (block instanceof ai.djl.nn.convolutional.Convolution && !(block instanceof Convolution)) {
            throw new InvalidInputException("the architecture has a convolution of DJL's own (" + block.getClass().getSimpleName()
                + "), and this processor computes only padded ones rightly; build it with "
                + "org.espalier.nets.architecture.Layers.convolution");
        }
        block.getChildren().values().forEach(Layers::requireOurs);
    }
}
