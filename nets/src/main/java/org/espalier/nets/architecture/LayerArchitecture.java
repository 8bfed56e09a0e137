package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;

/**
 * The architecture that a description's layers are: one network for one shape of images and one number of classes.
 *
 * <p>Its layers have sizes, biases and normalisations of their own, so {@link Options} change nothing of it but the rate of
 * dropout; a width other than 1 is refused.
 */
public final class LayerArchitecture implements Architecture {
    private final String name;
    private final NetworkDescription network;
    private final LayerShapes shapes;

    /**
     * @param name what errors, trials and reports call it
     * @throws InvalidInputException if a layer cannot take what the one before it gives, or the network is too large; the message names the
     *                       layer
     */
    public LayerArchitecture(String name, NetworkDescription network) {
        this.name = name;
        this.network = network;
        this.shapes = LayerShapes.check(network.layers(), network.input(), network.classes());
    }

    public NetworkDescription network() {
        return network;
    }

    /**
     * The image whose values a layer takes as one vector, by the layer's name: in which order its inputs are depends on a
     * framework's order of channels, rows and columns.
     */
    public Map<String, ImageShape> flattened() {
        return shapes.flattened();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        List<String> types = network.layers().stream().map(LayerSpec::type).toList();
        return "A user's network of " + types.size() + " layers: " + String.join(", ", types) + ".";
    }

    @Override
    public Block build(ImageShape input, int classes, Options options) {
        require(input, classes, options);
        return LayerBlocks.of(network.layers());
    }

    @Override
    public Work work(ImageShape input, int classes, Options options) {
        require(input, classes, options);
        return shapes.work();
    }

    @Override
    public boolean hasConvolutions() {
        return convolutionIn(network.layers());
    }

    private static boolean convolutionIn(List<LayerSpec> layers) {
        return layers.stream().anyMatch(layer -> layer instanceof LayerSpec.Conv
            || layer instanceof LayerSpec.ResidualBlock block && (convolutionIn(block.body()) || convolutionIn(block.shortcut())));
    }

    private void require(ImageShape input, int classes, Options options) {
        if (!input.equals(network.input()) || classes != network.classes()) {
            throw new InvalidInputException(name + " takes images of " + network.input() + " and tells " + network.classes()
                + " classes apart; the data set has images of " + input + " and " + classes + " classes");
        }
        if (options.width() != 1) {
            throw new InvalidInputException(name + " has layers of its own sizes: expected width 1, found " + options.width());
        }
    }
}
