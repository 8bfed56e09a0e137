package org.espalier.study.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An effect, one finite number a seed, and the seeds that have none.
 *
 * <p>A seed is left out, and counted, when a number its effect is made from is missing or not finite: a trial that
 * diverged never vanishes without a trace.
 *
 * @param bySeed  the effect by seed, all finite
 * @param leftOut the seeds without an effect; none of them is a key of {@code bySeed}
 */
public record SeedEffects(SortedMap<Long, Double> bySeed, SortedSet<Long> leftOut) {
    /** No effect of any seed. */
    public static final SeedEffects NONE = new SeedEffects(new TreeMap<>(), new TreeSet<>());

    /** @throws IllegalArgumentException if an effect is not finite, or a seed is both in and left out */
    public SeedEffects {
        bySeed = Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
        leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
        for (Map.Entry<Long, Double> entry : bySeed.entrySet()) {
            if (entry.getValue() == null || !Double.isFinite(entry.getValue())) {
                throw new IllegalArgumentException("seed " + entry.getKey() + " has the effect " + entry.getValue()
                    + "; expected a finite number");
            }
            if (leftOut.contains(entry.getKey())) {
                throw new IllegalArgumentException("seed " + entry.getKey() + " has an effect and is left out");
            }
        }
    }

    /** The values as effects; seeds whose value is null, NaN or infinite are left out. */
    public static SeedEffects of(SortedMap<Long, Double> values) {
        return combine(List.of(values), v -> v[0]);
    }

    /** The paired difference {@code a - b} a seed; seeds that one of the two lacks are left out. */
    public static SeedEffects difference(SortedMap<Long, Double> a, SortedMap<Long, Double> b) {
        return combine(List.of(a, b), v -> v[0] - v[1]);
    }

    /** The mean of several effects a seed; a seed that one of them lacks or has left out is left out. None of none. */
    public static SeedEffects mean(List<SeedEffects> effects) {
        return effects.isEmpty() ? NONE : combine(effects.stream().map(SeedEffects::withLeftOut).toList(),
            v -> Arrays.stream(v).sum() / v.length);
    }

    /**
     * The trend a seed over an ordered factor: the least-squares slope of the values against the factor's levels,
     * sum (x - mean x)(y - mean y) / sum (x - mean x)^2, in units of value by unit of level. Seeds that lack a value at
     * any level are left out.
     *
     * <p>A factor that matters by its ratio (a width, a density) is given as its logarithm.
     *
     * @param levels the values by seed at each level of the factor; two or more finite levels
     * @throws IllegalArgumentException if there are fewer than two levels or one is not finite
     */
    public static SeedEffects slope(SortedMap<Double, SortedMap<Long, Double>> levels) {
        double[] x = levels.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double centre = Sample.of(x).mean();
        double squares = 0;
        for (double level : x) {
            squares += (level - centre) * (level - centre);
        }
        if (!(squares > 0)) {
            throw new IllegalArgumentException("a trend over the levels " + levels.keySet()
                + "; expected two or more different ones");
        }
        double spread = squares;
        return combine(levels.values(), y -> {
            // Centred on the first value, which changes no slope but keeps the digits of small differences.
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += (x[i] - centre) * (y[i] - y[0]);
            }
            return sum / spread;
        });
    }

    /** These minus others, seed by seed; a seed that one of the two lacks or has left out is left out. */
    public SeedEffects minus(SeedEffects other) {
        return difference(withLeftOut(), other.withLeftOut());
    }

    /** With their signs turned. */
    public SeedEffects negated() {
        return combine(List.of(withLeftOut()), v -> -v[0]);
    }

    /** The natural logarithm of each; a seed whose value is not positive is left out. */
    public SeedEffects ln() {
        return combine(List.of(withLeftOut()), v -> Math.log(v[0]));
    }

    private SortedMap<Long, Double> withLeftOut() {
        TreeMap<Long, Double> all = new TreeMap<>(bySeed);
        leftOut.forEach(seed -> all.put(seed, Double.NaN));
        return all;
    }

    /** The number of effects. */
    public int n() {
        return bySeed.size();
    }

    /** The effects in the order of their seeds. */
    public double[] values() {
        return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private interface Combination {
        double of(double[] values);
    }

    private static SeedEffects combine(Collection<SortedMap<Long, Double>> parts, Combination combination) {
        TreeSet<Long> seeds = new TreeSet<>();
        parts.forEach(part -> seeds.addAll(part.keySet()));
        TreeMap<Long, Double> effects = new TreeMap<>();
        List<Long> without = new ArrayList<>();
        for (Long seed : seeds) {
            double[] values = parts.stream().map(part -> part.get(seed))
                .mapToDouble(v -> v == null ? Double.NaN : v).toArray();
            boolean complete = true;
            for (double value : values) {
                complete &= Double.isFinite(value);
            }
            double effect = complete ? combination.of(values) : Double.NaN;
            if (Double.isFinite(effect)) {
                effects.put(seed, effect);
            } else {
                without.add(seed);
            }
        }
        return new SeedEffects(effects, new TreeSet<>(without));
    }
}
