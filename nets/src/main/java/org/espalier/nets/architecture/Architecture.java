package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import org.espalier.nets.NetsException;
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
     * @throws NetsException if the architecture cannot be built for that input
     */
    Block build(ImageShape input, int classes, Options options);

    /**
     * Options every architecture understands.
     *
     * @param width      multiplies the number of units or channels of every hidden layer, {@code floor(n * width)}, at
     *                   least 1
     * @param bias       whether linear and convolutional layers have biases
     * @param affineNorm whether batch normalisation (where the architecture has it) learns scale and shift
     */
    record Options(double width, boolean bias, boolean affineNorm) {
        private static final int MAX_WIDTH = 64;
        /** No biases, non-affine normalisation: as edge-popup needs. */
        public static final Options PLAIN = new Options(1, false, false);

        public Options {
            if (!(width > 0 && width <= MAX_WIDTH)) {
                throw new NetsException("width must be above 0 and at most " + MAX_WIDTH + ", not " + width);
            }
        }
    }
}
