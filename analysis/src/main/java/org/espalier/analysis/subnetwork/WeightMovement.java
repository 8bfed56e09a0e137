package org.espalier.analysis.subnetwork;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * How far weights went from where they started: {@code |w_f - w_0|}, the same over {@code |w_0|}, the cosine of the two, and
 * how many changed sign.
 *
 * @param layers in the order of the initial weights or of the mask
 * @param total  all of them as one vector
 */
public record WeightMovement(List<Movement> layers, Movement total) {

    /**
     * One layer, or all.
     *
     * @param weights  how many are counted
     * @param distance {@code |w_f - w_0|} (Euclidean; of a matrix, the Frobenius norm of the change)
     * @param relative {@code |w_f - w_0| / |w_0|}; NaN where all start at zero
     * @param cosine   of {@code w_0} and {@code w_f}; NaN where one is zero
     * @param flipped  fraction with a sign opposite to that at the start, zero having none; NaN of no weight
     */
    public record Movement(String name, long weights, double distance, double relative, double cosine, double flipped) {}

    public WeightMovement {
        layers = List.copyOf(layers);
    }

    /**
     * Of all weights. Cost: {@code O(weights)}, in double precision.
     *
     * @param initial weights by name, in an order; not modified
     * @param trained the same names and lengths; others are left out
     * @throws InvalidInputException if weights are missing, of another length or not finite
     */
    public static WeightMovement of(Map<String, float[]> initial, Map<String, float[]> trained) {
        List<Sums> all = new ArrayList<>();
        initial.forEach((name, start) -> all.add(sums(name, Weights.of(initial, name, start.length),
            Weights.of(trained, name, start.length), i -> true)));
        return of(all);
    }

    /** Of the weights that the mask keeps; for the others, of its complement. */
    public static WeightMovement ofKept(Mask mask, Map<String, float[]> initial, Map<String, float[]> trained) {
        List<Sums> all = new ArrayList<>();
        for (MaskLayer layer : mask.layers()) {
            all.add(sums(layer.name(), Weights.of(initial, layer.name(), layer.size()),
                Weights.of(trained, layer.name(), layer.size()), layer::kept));
        }
        return of(all);
    }

    private static WeightMovement of(List<Sums> layers) {
        Sums total = new Sums("total");
        layers.forEach(total::add);
        return new WeightMovement(layers.stream().map(Sums::movement).toList(), total.movement());
    }

    private static Sums sums(String name, float[] start, float[] end, IntPredicate counted) {
        Sums sums = new Sums(name);
        for (int i = 0; i < start.length; i++) {
            if (counted.test(i)) {
                sums.add(start[i], end[i]);
            }
        }
        return sums;
    }

    private static final class Sums {
        private final String name;
        private long n;
        private long flips;
        private double change;
        private double start;
        private double end;
        private double product;

        Sums(String name) {
            this.name = name;
        }

        void add(double from, double to) {
            n++;
            flips += from * to < 0 ? 1 : 0;
            change += (to - from) * (to - from);
            start += from * from;
            end += to * to;
            product += from * to;
        }

        void add(Sums other) {
            n += other.n;
            flips += other.flips;
            change += other.change;
            start += other.start;
            end += other.end;
            product += other.product;
        }

        Movement movement() {
            double cosine = product / Math.sqrt(start) / Math.sqrt(end);
            return new Movement(name, n, Math.sqrt(change), start == 0 ? Double.NaN : Math.sqrt(change / start),
                Math.max(-1, Math.min(1, cosine)), (double) flips / n);
        }
    }
}
