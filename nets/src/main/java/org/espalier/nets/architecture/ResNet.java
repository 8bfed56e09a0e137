package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import org.espalier.nets.data.ImageShape;

/**
 * Residual networks for small images (He et al. 2016, as used on CIFAR by Ramanujan et al. 2020): a 3x3 convolution of 64
 * channels, four stages of residual blocks with 64, 128, 256 and 512 channels (each stage but the first halves the
 * image), the average over all pixels, a linear output layer. Batch normalisation follows every convolution, so these
 * never have biases: {@link Options#bias} concerns the output layer alone.
 *
 * <p>Parameters: {@code conv1.weight}, {@code stageS.blockB.convC.weight}, {@code stageS.blockB.shortcut.conv.weight},
 * {@code fc.weight}; of each normalisation {@code gamma} and {@code beta} (where affine), {@code runningMean},
 * {@code runningVar}.
 */
public abstract class ResNet implements Architecture {
    private static final int FIRST_CHANNELS = 64;
    private static final int EXPANSION = 4;
    private final String name;
    private final boolean bottleneck;
    private final int[] blocks;

    ResNet(String name, boolean bottleneck, int... blocks) {
        this.name = name;
        this.bottleneck = bottleneck;
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Residual network with " + (bottleneck ? "bottleneck" : "basic")
            + " blocks and a 3x3 first convolution for small images (He et al. 2016).";
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        int channels = Layers.scaled(FIRST_CHANNELS, options.width());
        NamedLayers layers = new NamedLayers().add("conv1", Layers.convolution(channels, 3, 1, false))
            .add("bn1", Layers.batchNorm(options.affineNorm())).add("relu1", Layers.relu());
        for (int stage = 0; stage < blocks.length; stage++) {
            int inner = Layers.scaled(FIRST_CHANNELS << stage, options.width());
            int outer = bottleneck ? inner * EXPANSION : inner;
            NamedLayers row = new NamedLayers();
            for (int b = 0; b < blocks[stage]; b++) {
                int stride = b == 0 && stage > 0 ? 2 : 1;
                row.add("block" + (b + 1), residual(channels, inner, outer, stride, options.affineNorm()))
                    .add("relu" + (b + 1), Layers.relu());
                channels = outer;
            }
            layers.add("stage" + (stage + 1), row);
        }
        return layers.add("pool", Layers.averageAll()).add("fc", Layers.linear(classes, options.bias()));
    }

    private Residual residual(int from, int inner, int outer, int stride, boolean affine) {
        Residual block = new Residual();
        if (bottleneck) {
            block.add("conv1", Layers.convolution(inner, 1, 1, false)).add("bn1", Layers.batchNorm(affine))
                .add("relu1", Layers.relu())
                .add("conv2", Layers.convolution(inner, 3, stride, false)).add("bn2", Layers.batchNorm(affine))
                .add("relu2", Layers.relu())
                .add("conv3", Layers.convolution(outer, 1, 1, false)).add("bn3", Layers.batchNorm(affine));
        } else {
            block.add("conv1", Layers.convolution(inner, 3, stride, false)).add("bn1", Layers.batchNorm(affine))
                .add("relu1", Layers.relu())
                .add("conv2", Layers.convolution(outer, 3, 1, false)).add("bn2", Layers.batchNorm(affine));
        }
        if (stride != 1 || from != outer) {
            block.shortcut(new NamedLayers().add("conv", Layers.convolution(outer, 1, stride, false))
                .add("bn", Layers.batchNorm(affine)));
        }
        return block;
    }

    @Override
    public Work work(ImageShape input, int classes, Options options) {
        int channels = Layers.scaled(FIRST_CHANNELS, options.width());
        double pixels = (double) input.height() * input.width();
        Work work = Work.NONE.and(9.0 * input.channels() * channels, pixels);
        for (int stage = 0; stage < blocks.length; stage++) {
            double inner = Layers.scaled(FIRST_CHANNELS << stage, options.width());
            int outer = (int) (bottleneck ? inner * EXPANSION : inner);
            pixels /= stage > 0 ? 4 : 1;
            for (int b = 0; b < blocks[stage]; b++) {
                work = bottleneck
                    ? work.and(channels * inner, pixels).and(9 * inner * inner, pixels).and(inner * outer, pixels)
                    : work.and(9 * channels * inner, pixels).and(9 * inner * inner, pixels);
                if (b == 0 && (stage > 0 || channels != outer)) {
                    work = work.and((double) channels * outer, pixels);
                }
                channels = outer;
            }
        }
        return work.and((double) channels * classes, 1);
    }

    /** Two 3x3 convolutions a block, two blocks a stage. */
    public static final class ResNet18 extends ResNet {
        public ResNet18() {
            super("resnet18", false, 2, 2, 2, 2);
        }
    }

    /** Bottleneck blocks (1x1, 3x3, 1x1 to four times the channels), 3, 4, 6 and 3 a stage. */
    public static final class ResNet50 extends ResNet {
        public ResNet50() {
            super("resnet50", true, 3, 4, 6, 3);
        }
    }
}
