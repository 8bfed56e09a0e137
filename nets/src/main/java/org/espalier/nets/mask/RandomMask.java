package org.espalier.nets.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Masks that know nothing: of all masks with the given kept counts, each is equally likely. The control of every method.
 *
 * <p>Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): one pass, one draw a weight, and
 * an exact kept count (a coin flip a weight would only keep that many on average).
 */
public final class RandomMask {
    private RandomMask() {}

    /**
     * Keeps {@link KeptCount#of(int, double)} weights of every layer.
     *
     * @param shapes  weights by name, in the network's order (a map that keeps an order)
     * @param density fraction kept in each layer, 0..1
     * @throws InvalidInputException if the density or a shape is out of range
     */
    public static Mask of(Map<String, long[]> shapes, double density, RandomGenerator random) {
        List<MaskLayer> layers = new ArrayList<>();
        shapes.forEach((name, shape) -> {
            int size = MaskLayer.elements(name, shape);
            layers.add(new MaskLayer(name, shape, sample(size, KeptCount.of(size, density), random)));
        });
        return new Mask(layers);
    }

    /** Keeps in every layer as many weights as {@code mask} does, elsewhere: its layerwise densities, without its choice. */
    public static Mask like(Mask mask, RandomGenerator random) {
        List<MaskLayer> layers = new ArrayList<>();
        for (MaskLayer layer : mask.layers()) {
            layers.add(new MaskLayer(layer.name(), layer.shape(), sample(layer.size(), layer.keptCount(), random)));
        }
        return new Mask(layers);
    }

    private static boolean[] sample(int size, int keep, RandomGenerator random) {
        boolean[] kept = new boolean[size];
        int wanted = keep;
        for (int i = 0; wanted > 0; i++) {
            if (random.nextInt(size - i) < wanted) {
                kept[i] = true;
                wanted--;
            }
        }
        return kept;
    }
}
