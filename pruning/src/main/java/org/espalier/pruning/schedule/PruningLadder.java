package org.espalier.pruning.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;

/**
 * How many weights of each layer are kept on which rung, when every round prunes a fixed fraction of what a layer still has.
 *
 * <p>After r rounds a layer of n weights with rate p keeps {@code ceil(n (1-p)^r)}, computed from n and not from the rung
 * above, so that no rounding adds up. With 20 % a round, and 10 % in the output layer, 784-300-100-10 has the densities of
 * Frankle and Carbin 2019: 51.28, 21.07, 13.52, 3.58, 1.85, 1.19 % after rounds 3, 7, 9, 15, 18, 20.
 *
 * <p>For a density that is on no rung, r is the real number that meets it: {@link #to}. A density is met to the weight.
 *
 * <p>Source: Frankle and Carbin 2019, fig. 2 (rates; the output layer at half the rate of the others).
 */
public final class PruningLadder {
    private static final int BISECTIONS = 100;
    private static final double DEEPEST = 10_000;

    private final List<Layer> layers;
    private final long size;
    private final int least;

    /**
     * A layer of the ladder.
     *
     * @param name name of the weight
     * @param size number of weights, at least 1
     * @param rate fraction of the layer's remaining weights that a round prunes, in [0, 1)
     */
    public record Layer(String name, int size, double rate) {
        /** @throws InvalidInputException if a number is out of range */
        public Layer {
            if (size < 1 || !(rate >= 0 && rate < 1)) {
                throw new InvalidInputException(name + ": expected at least 1 weight and a rate a round from 0 to below "
                    + "1, found " + size + " and " + rate);
            }
        }

        private int kept(double rounds) {
            return KeptCount.of(size, density(rounds));
        }

        private double density(double rounds) {
            return Math.pow(1 - rate, rounds);
        }
    }

    /**
     * A point of a ladder.
     *
     * @param rounds rounds of pruning from the dense network; a whole number on the ladder's own rungs
     * @param kept   weights kept by layer, in the network's order
     */
    public record Point(double rounds, Map<String, Integer> kept) {
        public long total() {
            return kept.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /** @throws InvalidInputException if there is no layer, or none of them is pruned */
    public PruningLadder(List<Layer> layers) {
        this(layers, 1);
    }

    /** @param least weights that a layer must at least keep */
    private PruningLadder(List<Layer> layers, int least) {
        this.least = least;
        this.layers = List.copyOf(layers);
        this.size = layers.stream().mapToLong(Layer::size).sum();
        if (layers.stream().noneMatch(layer -> layer.rate() > 0)) {
            throw new InvalidInputException("a ladder needs at least one layer that is pruned");
        }
    }

    /**
     * The ladder of a network: every weight at {@code rate}, the last one (the output layer) at half of it.
     *
     * @param rate fraction pruned a round, in (0, 1)
     */
    public static PruningLadder of(Network network, double rate) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> sizes.put(p.name(), p.size()));
        return of(sizes, rate);
    }

    /**
     * The ladder of an architecture on the images of a data set. Where the architecture says the sizes of its layers no
     * network is built, and layers have numbers for names: for plans.
     */
    public static PruningLadder of(Architecture architecture, Architecture.Options options, DataSet images, double rate) {
        List<Long> layers = architecture.work(images.shape(), images.classes(), options).layers();
        if (layers.isEmpty()) {
            try (Network network = Network.create(architecture, options, images.shape(), images.classes())) {
                return of(network, rate);
            }
        }
        return of(layers, rate);
    }

    /** As {@link #of(Network, double)}, of layers of these sizes, which have numbers for names. */
    public static PruningLadder of(List<Long> layers, double rate) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        layers.forEach(size -> sizes.put("layer " + (sizes.size() + 1), Math.toIntExact(size)));
        return of(sizes, rate);
    }

    private static PruningLadder of(Map<String, Integer> sizes, double rate) {
        List<Layer> layers = new ArrayList<>();
        sizes.forEach((name, size) -> layers.add(new Layer(name, size, layers.size() == sizes.size() - 1 ? rate / 2 : rate)));
        return new PruningLadder(layers);
    }

    /**
     * The ladder of a ranking among all weights at once: one layer called {@code network}. Which layer keeps how many is
     * not known before the ranking, and the output layer has no rate of its own.
     */
    public static PruningLadder global(Network network, double rate) {
        return global(network.parameters(NetworkParameter.Role.WEIGHT).stream().map(p -> (long) p.size()).toList(), rate);
    }

    /** As {@link #global(Network, double)}, of layers of these sizes. */
    public static PruningLadder global(List<Long> layers, double rate) {
        int all = Math.toIntExact(layers.stream().mapToLong(Long::longValue).sum());
        return new PruningLadder(List.of(new Layer("network", all, rate)), layers.size());
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Number of prunable weights. */
    public long size() {
        return size;
    }

    /** What is kept after a number of rounds, at least 0. */
    public Point after(int rounds) {
        return at(rounds);
    }

    /** @throws InvalidInputException if after so many rounds a layer would keep less than one weight; the message names it */
    public void requireRounds(int rounds) {
        requireNoLayerEmpty(rounds, String.format(Locale.ROOT, "%.3g (after %d rounds)", densityAfter(rounds), rounds));
    }

    /** Density of the whole network after a number of rounds. */
    public double densityAfter(int rounds) {
        return after(rounds).total() / (double) size;
    }

    /**
     * The point of a density: exactly {@link KeptCount#of(long, double)} of all weights. The real number of rounds is found
     * by bisection; the few weights that rounding up in every layer keeps too many come off the largest layer. A rung's own
     * density gives the rung.
     *
     * @param density fraction of all weights kept, in (0, 1]
     * @throws InvalidInputException if the density is out of range, is less than the layers without pruning have, or would leave a
     *                       layer less than one weight (in a global ladder: the network less than one a layer); the
     *                       message names the layer
     */
    public Point to(double density) {
        if (!(density > 0 && density <= 1)) {
            throw new InvalidInputException("density: expected a fraction of weights kept in (0, 1], found " + density);
        }
        long target = KeptCount.of(size, density);
        double rounds = rounds(target, density);
        requireNoLayerEmpty(rounds, density);
        Map<String, Integer> kept = new LinkedHashMap<>(at(rounds).kept());
        long excess = new Point(rounds, kept).total() - target;
        Layer largest = layers.stream().filter(l -> l.rate() > 0)
            .reduce((a, b) -> kept.get(b.name()) > kept.get(a.name()) ? b : a).orElseThrow();
        kept.merge(largest.name(), (int) -excess, Integer::sum);
        return new Point(rounds, kept);
    }

    /** The fewest rounds, a real number, after which no more than the target and a rounding a layer is kept. */
    private double rounds(long target, double density) {
        if (exact(DEEPEST) > target) {
            throw new InvalidInputException("density " + density + " cannot be met: the layers that are not pruned keep more");
        }
        double above = 0;
        double below = DEEPEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (above + below) / 2;
            if (exact(middle) > target) {
                above = middle;
            } else {
                below = middle;
            }
        }
        // A rung rounds up in every layer: it is a little above the real number of its own count.
        double rung = Math.rint(below);
        return at(rung).total() == target ? rung : below;
    }

    private double exact(double rounds) {
        double sum = 0;
        for (Layer layer : layers) {
            sum += layer.size() * layer.density(rounds);
        }
        return sum;
    }

    private void requireNoLayerEmpty(double rounds, Object density) {
        for (Layer layer : layers) {
            double left = layer.size() * layer.density(rounds);
            if (left < least - 1e-9) {
                throw new InvalidInputException(String.format(Locale.ROOT, least == 1
                    ? "density %s would leave layer '%s' empty: of its %d weights %.3g would be kept, and at least %d is "
                        + "needed"
                    : "density %s would leave a layer of the %s empty: of its %d weights %.3g would be kept, and one in "
                        + "each of its %d layers is needed", density, layer.name(), layer.size(), left, least));
            }
        }
    }

    /** What is kept after a real number of rounds. */
    Point at(double rounds) {
        Map<String, Integer> kept = new LinkedHashMap<>();
        layers.forEach(layer -> kept.put(layer.name(), layer.kept(rounds)));
        return new Point(rounds, kept);
    }
}
