package org.espalier.nets.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.function.BooleanSupplier;
import org.espalier.nets.engine.remedy.EngineSetup;

/** The layers the families share. */
public final class Layers {
    /** PyTorch's default: running = 0.9 running + 0.1 batch. */
    private static final float NORM_MOMENTUM = 0.9f;
    private static final float NORM_EPSILON = 1e-5f;

    private Layers() { }

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

    public static Block batchNorm(boolean affine) {
        return BatchNorm.builder().optMomentum(NORM_MOMENTUM).optEpsilon(NORM_EPSILON)
            .optScale(affine).optCenter(affine).build();
    }

    public static Block relu() {
        return Activation.reluBlock();
    }

    /** Maximum over 2x2 pixels; an odd last row or column is left out, as PyTorch does. */
    public static Block halve() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    public static Block averageAll() {
        return Pool.globalAvgPool2dBlock();
    }
}
