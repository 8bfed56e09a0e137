package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;

/**
 * A family of networks for images, found by {@link java.util.ServiceLoader}: one class and one line in
 * {@code META-INF/services/org.espalier.nets.architecture.Architecture}.
 */
public interface Architecture {

    /** The name on the command line: {@code conv4}. */
    String name();

    /** One sentence: layers and the paper it comes from. */
    String description();

    /**
     * A new block, not yet initialised.
     *
     * @param input   shape of one image; the block takes {@code [batch, channels, height, width]}
     * @param classes number of outputs; the block gives logits {@code [batch, classes]}
     * @param options width, biases, normalisation
     * @throws InvalidInputException if the architecture cannot be built for that input
     */
    Block build(ImageShape input, int classes, Options options);

    /**
     * What one forward pass of one image costs: for plans and time left only, so a rough number is enough.
     *
     * @return the default is that of a small convolutional network
     */
    default Work work(ImageShape input, int classes, Options options) {
        return new Work(10e6, 1e6);
    }

    /**
     * Whether it has convolutions, as built for images of the size of CIFAR-10. Costs no more than building it.
     *
     * @throws InvalidInputException if it cannot be built for these; one of other images says it itself
     */
    default boolean hasConvolutions() {
        return Layers.convolutionIn(build(new ImageShape(3, 32, 32), 10, Options.PLAIN));
    }

    /**
     * The size of a computation.
     *
     * @param multiplyAdds multiplications with addition of one forward pass of one image
     * @param weights      number of weights
     * @param layers       number of weights of each layer, in the network's order; empty where the architecture does not
     *                     say, and then whoever needs them builds the network
     */
    record Work(double multiplyAdds, double weights, List<Long> layers) {
        static final Work NONE = new Work(0, 0);

        public Work {
            layers = List.copyOf(layers);
        }

        /** Work whose layers are not known. */
        public Work(double multiplyAdds, double weights) {
            this(multiplyAdds, weights, List.of());
        }

        /** This and a layer whose weights each act at {@code positions} places of the image. */
        Work and(double layerWeights, double positions) {
            List<Long> more = new ArrayList<>(layers);
            more.add(Math.round(layerWeights));
            return new Work(multiplyAdds + layerWeights * positions, weights + layerWeights, more);
        }
    }

    /**
     * Options every architecture understands.
     *
     * @param width      multiplies the number of units or channels of every hidden layer, {@code floor(n * width)}, at
     *                   least 1
     * @param bias       whether linear and convolutional layers have biases
     * @param affineNorm whether batch normalisation (where the architecture has it) learns scale and shift
     * @param dropout    the probability with which training drops a value where the architecture has {@link Dropout}; at least
     *                   0, below 1. Refused where an architecture has none
     */
    record Options(double width, boolean bias, boolean affineNorm, double dropout) {
        private static final int MAX_WIDTH = 64;
        /** No biases, non-affine normalisation: as edge-popup needs. */
        public static final Options PLAIN = new Options(1, false, false);

        public Options {
            if (!(width > 0 && width <= MAX_WIDTH)) {
                throw new InvalidInputException("width must be above 0 and at most " + MAX_WIDTH + ", not " + width);
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new InvalidInputException("dropout must be at least 0 and below 1, not " + dropout);
            }
        }

        /** Without dropout. */
        public Options(double width, boolean bias, boolean affineNorm) {
            this(width, bias, affineNorm, 0);
        }
    }
}
