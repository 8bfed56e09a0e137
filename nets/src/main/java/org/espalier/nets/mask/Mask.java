package org.espalier.nets.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;

/**
 * Which prunable weights of a network are kept: one {@link MaskLayer} a weight, in the network's order. Immutable.
 *
 * <p>Two masks are equal when they have the same layers in the same order with the same weights kept.
 */
public final class Mask {
    private final List<MaskLayer> layers;
    private final long size;
    private final long keptCount;

    /** @throws InvalidInputException if there is no layer or two have the same name */
    public Mask(List<MaskLayer> layers) {
        this.layers = List.copyOf(layers);
        if (this.layers.isEmpty()) {
            throw new InvalidInputException("the mask has no layer, expected at least one.");
        }
        long weights = 0;
        long kept = 0;
        Map<String, MaskLayer> seen = new LinkedHashMap<>();
        for (MaskLayer layer : this.layers) {
            if (seen.put(layer.name(), layer) != null) {
                throw new InvalidInputException("the mask has two layers named " + layer.name() + ", expected one.");
            }
            weights += layer.size();
            kept += layer.keptCount();
        }
        this.size = weights;
        this.keptCount = kept;
    }

    public static Mask of(MaskLayer... layers) {
        return new Mask(List.of(layers));
    }

    /** The mask of density 1. @param shapes weights by name, in the network's order */
    public static Mask dense(Map<String, long[]> shapes) {
        List<MaskLayer> layers = new ArrayList<>();
        shapes.forEach((name, shape) -> {
            boolean[] kept = new boolean[MaskLayer.elements(name, shape)];
            Arrays.fill(kept, true);
            layers.add(new MaskLayer(name, shape, kept));
        });
        return new Mask(layers);
    }

    /** The layers in the network's order; not modifiable. */
    public List<MaskLayer> layers() {
        return layers;
    }

    /** Names of the layers, in order. */
    public List<String> names() {
        return layers.stream().map(MaskLayer::name).toList();
    }

    /** @throws InvalidInputException if there is no layer of that name; the message lists the names there are */
    public MaskLayer layer(String name) {
        for (MaskLayer layer : layers) {
            if (layer.name().equals(name)) {
                return layer;
            }
        }
        throw new InvalidInputException("the mask has no layer " + name + ", expected one of " + names() + ".");
    }

    /** Number of prunable weights, all layers together. */
    public long size() {
        return size;
    }

    /** Number of kept weights, all layers together. */
    public long keptCount() {
        return keptCount;
    }

    /** Fraction of weights kept, all layers together: 0..1. */
    public double density() {
        return keptCount / (double) size;
    }

    /** Density of each layer by name, in order; not modifiable. */
    public Map<String, Double> densities() {
        Map<String, Double> densities = new LinkedHashMap<>();
        for (MaskLayer layer : layers) {
            densities.put(layer.name(), layer.density());
        }
        return Collections.unmodifiableMap(densities);
    }

    /** Names of the layers in which nothing is kept: a network with one of them computes a constant. */
    public List<String> collapsed() {
        return layers.stream().filter(layer -> layer.keptCount() == 0).map(MaskLayer::name).toList();
    }

    /** Keeps what this mask does not. */
    public Mask complement() {
        return new Mask(layers.stream().map(MaskLayer::complement).toList());
    }

    /**
     * Keeps what both keep.
     *
     * @throws InvalidInputException if the masks have not the same layers, with the same shapes, in the same order
     */
    public Mask intersection(Mask other) {
        requireSameWeights(other);
        List<MaskLayer> both = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            both.add(layers.get(i).and(other.layers.get(i)));
        }
        return new Mask(both);
    }

    /** @throws InvalidInputException if the masks have not the same layers, with the same shapes, in the same order */
    public void requireSameWeights(Mask other) {
        if (layers.size() != other.layers.size()) {
            throw new InvalidInputException("one mask has layers " + names() + ", the other " + other.names()
                + ", expected the same.");
        }
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).sameWeight(other.layers.get(i))) {
                throw new InvalidInputException("layer " + (i + 1) + " of one mask is " + layers.get(i).label()
                    + ", of the other " + other.layers.get(i).label() + ", expected the same.");
            }
        }
    }

    /**
     * What stands before the name of each layer of this mask where nothing else tells its names from those of another: {@code
     * "model."} of {@code model.0.weight, model.2.weight} beside {@code 0.weight, 2.weight}.
     *
     * @return ends in a dot; empty where the names are the same, or differ otherwise
     */
    public Optional<String> prefixBeside(Mask other) {
        String name = layers.get(0).name();
        int length = name.length() - other.layers.get(0).name().length();
        if (length < 1 || name.charAt(length - 1) != '.' || layers.size() != other.layers.size()) {
            return Optional.empty();
        }
        String prefix = name.substring(0, length);
        return names().equals(other.names().stream().map(prefix::concat).toList()) ? Optional.of(prefix) : Optional.empty();
    }

    /** The same under names without a prefix. @throws InvalidInputException if a name does not begin with it, or is nothing more */
    public Mask withoutPrefix(String prefix) {
        return new Mask(layers.stream().map(layer -> {
            if (!layer.name().startsWith(prefix)) {
                throw new InvalidInputException("layer " + layer.name() + " does not begin with " + prefix + ".");
            }
            return new MaskLayer(layer.name().substring(prefix.length()), layer.shape(), layer.kept());
        }).toList());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Mask other && layers.equals(other.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return "Mask[kept " + keptCount + " of " + size + " in " + layers.size() + " layers]";
    }
}
