package org.espalier.analysis.representation;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.espalier.base.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The activations of some units for some samples, {@code [samples, units]}. Immutable.
 *
 * <p>What measures derive from it (its singular value decomposition, its distances) is computed once and kept as long as
 * there is memory, so that a population is compared pair by pair with each network decomposed once.
 */
public final class Representation {
    private final int samples;
    private final int units;
    private final double[] values;
    /** Samples of each trial, one trial after another. */
    private final int[] trials;
    private final double resolution;
    /** {@code [samples, units]}: what rounding is relative to, but for the sign; the values themselves unless told. */
    private final double[] magnitudes;
    /** That of which this is a reordering, and how; null where it is none. */
    private final @Nullable Representation original;
    private final int[] order;
    private final Map<Object, SoftReference<Object>> derived = new ConcurrentHashMap<>();
    private volatile SoftReference<Pairing> last = new SoftReference<>(null);

    /**
     * @param values {@code [samples, units]}, row by row; copied
     * @throws InvalidInputException if there are fewer than 2 samples or no unit, the length is not their product, or a
     *                               value is not finite; the message says where
     */
    public Representation(int samples, int units, double[] values) {
        this(units, values, samples);
    }

    private Representation(int units, double[] values, int... trials) {
        int samples = total(trials);
        if (samples < 2 || units < 1) {
            throw new InvalidInputException("a representation of " + samples + (samples == 1 ? " sample" : " samples") + " and "
                + units + (units == 1 ? " unit" : " units") + " cannot be compared; expected at least 2 samples and 1 unit");
        }
        if ((long) samples * units != values.length) {
            throw new InvalidInputException("a representation of " + samples + " samples and " + units + " units has "
                + values.length + " values; expected " + (long) samples * units);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException("sample " + i / units + ", unit " + i % units + " (counted from 0) is "
                    + values[i] + "; expected a finite number");
            }
        }
        this.samples = samples;
        this.units = units;
        this.values = values.clone();
        this.trials = trials.clone();
        this.resolution = Resolution.of(values);
        this.magnitudes = this.values;
        this.original = null;
        this.order = new int[0];
    }

    private Representation(Representation exact, double resolution, double[] magnitudes) {
        this.samples = exact.samples;
        this.units = exact.units;
        this.values = exact.values;
        this.trials = exact.trials;
        this.resolution = resolution;
        this.magnitudes = magnitudes;
        this.original = null;
        this.order = new int[0];
    }

    private Representation(Representation original, int[] order, double[] values, double[] magnitudes) {
        this.samples = original.samples;
        this.units = original.units;
        this.values = values;
        this.trials = original.trials;
        this.resolution = original.resolution;
        this.magnitudes = magnitudes;
        this.original = original;
        this.order = order;
    }

    private static int total(int[] trials) {
        long total = 0;
        for (int steps : trials) {
            if (steps < 0) {
                throw new InvalidInputException("a trial of " + steps + " steps; expected 0 or more");
            }
            total += steps;
        }
        return (int) Math.min(Integer.MAX_VALUE, total);
    }

    /**
     * Of trials, each a trajectory of its own: the samples are their steps, one trial after another. Measures for which the
     * order of the samples is time ({@link RepresentationMeasure#ordered()}) take no step from one trial to the next.
     *
     * @param values {@code [steps of all trials, units]}, row by row; copied
     * @param steps  of each trial
     * @throws InvalidInputException as the constructor
     */
    public static Representation ofTrials(int units, double[] values, int... steps) {
        return new Representation(units, values, steps);
    }

    /** @param rows one array a sample, all of the same length; copied */
    public static Representation of(double[][] rows) {
        int units = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * units];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != units) {
                throw new InvalidInputException("sample " + i + " has " + rows[i].length + " units; expected " + units
                    + " as in sample 0");
            }
            System.arraycopy(rows[i], 0, values, i * units, units);
        }
        return new Representation(rows.length, units, values);
    }

    /**
     * The same samples in another order. What was derived of this representation and only follows its samples (directions,
     * distances, neighbours) is reordered, not computed again.
     *
     * @param order {@code [samples]}: sample i of the result is sample {@code order[i]} of this; a permutation, copied
     * @throws InvalidInputException if it is none
     */
    public Representation reordered(int[] order) {
        if (order.length != samples || Arrays.stream(order).distinct().filter(i -> i >= 0 && i < samples).count() != samples) {
            throw new InvalidInputException("an order of " + order.length + " samples; expected each of the " + samples + " once");
        }
        if (original != null) {
            throw new InvalidInputException("a reordering of a reordering; expected one of the representation itself");
        }
        double[] moved = inOrder(values, order);
        return new Representation(this, order.clone(), moved, magnitudes == values ? moved : inOrder(magnitudes, order));
    }

    private double[] inOrder(double[] rows, int[] order) {
        double[] moved = new double[rows.length];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(rows, order[i] * units, moved, i * units, units);
        }
        return moved;
    }

    /** The same numbers, known to be rounded like this relative to themselves. */
    Representation rounded(double resolution) {
        return new Representation(this, resolution, values);
    }

    /**
     * The same numbers, known to be rounded like this relative to the numbers that they were computed from.
     *
     * @param magnitudes {@code [samples, units]}, signs do not matter; not copied
     */
    Representation rounded(double resolution, double[] magnitudes) {
        return new Representation(this, resolution, magnitudes);
    }

    /** Whether it is the same for all samples, to the precision of its numbers: measures are not defined then. */
    public boolean isConstant() {
        return CentredSamples.of(this).constant();
    }

    /** Of the numbers: see {@link Resolution}. */
    double resolution() {
        return resolution;
    }

    /** What rounding of each number is relative to, but for the sign: for this package, which does not modify it. */
    double[] magnitudes() {
        return magnitudes;
    }

    public int samples() {
        return samples;
    }

    public int units() {
        return units;
    }

    /** The samples of each trial, one trial after another; one trial unless made {@link #ofTrials}. A copy. */
    public int[] trials() {
        return trials.clone();
    }

    /** A copy, row by row. */
    public double[] values() {
        return values.clone();
    }

    /** The array itself: for this package, which does not modify it. */
    double[] raw() {
        return values;
    }

    /** The units it can be told apart by, and how much each counts: the singular value decomposition when centred. */
    public PrincipalDirections principalDirections() {
        return derived(PrincipalDirections.class, PrincipalDirections::of);
    }

    /**
     * What {@code derive} makes of this representation, computed at the first call for this key and kept as long as there
     * is memory.
     *
     * @param key names what is derived; equal keys share it
     */
    @SuppressWarnings("unchecked")
    public <T> T derived(Object key, Function<Representation, T> derive) {
        SoftReference<Object> kept = derived.get(key);
        Object value = kept == null ? null : kept.get();
        if (value == null) {
            T ofOriginal = original == null ? null : original.derived(key, derive);
            value = ofOriginal instanceof Reorderable follows ? follows.reordered(order) : derive.apply(this);
            derived.put(key, new SoftReference<>(value));
        }
        return (T) value;
    }

    /** The cross product with the representation that this was last compared with. */
    private record Pairing(Representation other, DMatrixRMaj cross) {}

    /** What {@code compute} makes of this and another one, kept until this is compared with a third. */
    DMatrixRMaj withOther(Representation other, BiFunction<Representation, Representation, DMatrixRMaj> compute) {
        Pairing pairing = last.get();
        if (pairing == null || pairing.other() != other) {
            pairing = new Pairing(other, compute.apply(this, other));
            last = new SoftReference<>(pairing);
        }
        return pairing.cross();
    }

    /** @throws InvalidInputException if {@code other} is not of as many samples */
    void requireSameSamples(Representation other) {
        if (samples != other.samples) {
            throw new InvalidInputException("one representation has " + samples + " samples, the other " + other.samples
                + "; expected the same samples in the same order");
        }
    }
}
