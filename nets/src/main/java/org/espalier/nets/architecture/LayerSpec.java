package org.espalier.nets.architecture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;

/**
 * One layer of a network as a value: what it computes and what its parameters are called, without their values. A list of
 * them describes a network that any framework can build; {@link NetworkJson} reads and writes them.
 *
 * <p>Images are {@code [batch, channels, height, width]}. A layer with parameters has a name, from which the names of its
 * parameters are made: {@code conv1.weight}, {@code conv1.bias}, {@code bn1.gamma}, {@code bn1.beta},
 * {@code bn1.runningMean}, {@code bn1.runningVar}. In a residual block called {@code b} they are {@code b.NAME.weight} in the
 * body and {@code b.shortcut.NAME.weight} in the shortcut. In PyTorch {@code gamma} is {@code weight}, {@code beta}
 * {@code bias}, {@code runningMean} {@code running_mean}, {@code runningVar} {@code running_var}.
 */
public sealed interface LayerSpec {
    /** The largest number of filters, units, or pixels of a kernel's side: more is a mistake or an attack. */
    int LARGEST = 1 << 20;
    /** The name under which a residual block keeps its shortcut. */
    String SHORTCUT = "shortcut";

    /** The word for the layer in JSON: {@code conv}. */
    String type();

    /**
     * Two lengths of an image.
     *
     * @param height along the image's rows
     * @param width  along its columns
     */
    record Size(int height, int width) {
        public static Size square(int side) {
            return new Size(side, side);
        }
    }

    /**
     * A convolution (cross-correlation, as in every framework): weight {@code [filters, input channels, height, width]}.
     *
     * @param padding rows of zeros above and below, columns of zeros left and right
     * @param bias    whether a bias {@code [filters]} is added
     */
    record Conv(String name, int filters, Size kernel, Size stride, Size padding, boolean bias) implements LayerSpec {
        public Conv {
            requireName("conv", name);
            require("conv '" + name + "'", "filters", filters, 1);
            require("conv '" + name + "'", "kernel", kernel, 1);
            require("conv '" + name + "'", "stride", stride, 1);
            require("conv '" + name + "'", "padding", padding, 0);
        }

        @Override
        public String type() {
            return "conv";
        }
    }

    /** {@code x W^T + b}, weight {@code [units, inputs]}, bias {@code [units]}, of one vector an image. */
    record LinearLayer(String name, int units, boolean bias) implements LayerSpec {
        public LinearLayer {
            requireName("linear", name);
            require("linear '" + name + "'", "units", units, 1);
        }

        @Override
        public String type() {
            return "linear";
        }
    }

    /** {@code max(x, 0)}. */
    record Relu() implements LayerSpec {
        @Override
        public String type() {
            return "relu";
        }
    }

    /** The maximum of each window, without padding; a last row or column that fills no window is left out. */
    record MaxPool(Size size, Size stride) implements LayerSpec {
        public MaxPool {
            require("max-pool", "size", size, 1);
            require("max-pool", "stride", stride, 1);
        }

        @Override
        public String type() {
            return "max-pool";
        }
    }

    /** The mean of each channel over all its pixels: {@code [batch, channels]}. */
    record AveragePoolAll() implements LayerSpec {
        @Override
        public String type() {
            return "average-pool-all";
        }
    }

    /**
     * Batch normalisation of each channel: {@code (x - mean) / sqrt(variance + epsilon)}, in training with the batch's
     * (biased) statistics, in evaluation with the running ones.
     *
     * @param affine   whether it is followed by {@code gamma x + beta}
     * @param momentum as PyTorch has it: {@code running = (1 - momentum) running + momentum batch}
     */
    record BatchNorm(String name, boolean affine, double epsilon, double momentum) implements LayerSpec {
        public BatchNorm {
            requireName("batch-norm", name);
            if (!(epsilon > 0 && epsilon < 1)) {
                throw new InvalidInputException("batch-norm '" + name + "': epsilon must be above 0 and below 1, not " + epsilon);
            }
            if (!(momentum > 0 && momentum <= 1)) {
                throw new InvalidInputException("batch-norm '" + name + "': momentum must be above 0 and at most 1, not " + momentum);
            }
        }

        @Override
        public String type() {
            return "batch-norm";
        }
    }

    /** The values of an image as one vector: channels, then rows, then columns. */
    record Flatten() implements LayerSpec {
        @Override
        public String type() {
            return "flatten";
        }
    }

    /** A place at which training may drop values; evaluation passes everything on. */
    record DropoutPlace() implements LayerSpec {
        @Override
        public String type() {
            return "dropout";
        }
    }

    /**
     * {@code body(x) + shortcut(x)}. Nothing follows the sum: a rectification is a layer of its own.
     *
     * @param shortcut empty for {@code x} itself
     */
    record ResidualBlock(String name, List<LayerSpec> body, List<LayerSpec> shortcut) implements LayerSpec {
        public ResidualBlock {
            requireName("residual", name);
            body = List.copyOf(body);
            shortcut = List.copyOf(shortcut);
            if (body.isEmpty()) {
                throw new InvalidInputException("residual '" + name + "': the body has no layer, expected at least one");
            }
            requireDistinctNames(body);
            requireDistinctNames(shortcut);
        }

        @Override
        public String type() {
            return "residual";
        }
    }

    /** The name that the layer's parameters begin with; empty for a layer without parameters. */
    default String parameters() {
        if (this instanceof Conv c) {
            return c.name();
        }
        if (this instanceof LinearLayer l) {
            return l.name();
        }
        if (this instanceof BatchNorm b) {
            return b.name();
        }
        return this instanceof ResidualBlock r ? r.name() : "";
    }

    /** @throws InvalidInputException if two layers of a row have one name */
    static void requireDistinctNames(List<LayerSpec> layers) {
        Set<String> names = new TreeSet<>();
        Consumer<String> once = name -> {
            if (!name.isEmpty() && !names.add(name)) {
                throw new InvalidInputException("two layers are called '" + name + "', expected a name of its own for each");
            }
        };
        layers.forEach(layer -> once.accept(layer.parameters()));
    }

    private static void requireName(String type, String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}") || name.equals(SHORTCUT)) {
            throw new InvalidInputException("a layer of type " + type + " is called '" + name + "', expected a name of at most 100"
                + " letters, digits, '_', '-' and '.', other than '" + SHORTCUT + "'");
        }
    }

    private static void require(String layer, String key, int value, int least) {
        if (value < least || value > LARGEST) {
            throw new InvalidInputException(layer + ": " + key + " must be from " + least + " to " + LARGEST + ", not " + value);
        }
    }

    private static void require(String layer, String key, Size size, int least) {
        require(layer, key, size.height(), least);
        require(layer, key, size.width(), least);
    }
}
