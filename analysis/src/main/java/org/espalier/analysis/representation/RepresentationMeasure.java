package org.espalier.analysis.representation;

import java.util.List;
import java.util.Set;

/**
 * How alike two representations of the same samples are, as one number.
 *
 * <p>An open family: a class that is named in {@code META-INF/services} takes part in {@code espalier list measures} and
 * {@code espalier compare representations}. Implementations keep no state and can be used by several threads.
 */
public interface RepresentationMeasure {

    /** What the number means. */
    enum Kind {
        /** 1 for a representation and itself; less for others. */
        SIMILARITY,
        /** 0 for a representation and itself; more for others. */
        DISTANCE,
        /** A distance that is symmetric and obeys the triangle inequality. */
        METRIC
    }

    /**
     * A number that a user may set.
     *
     * @param key         its word on the command line
     * @param description what it does, in one sentence
     * @param usual       its value where nothing is set
     */
    record Setting(String key, String description, double usual) {}

    /** The word on the command line. */
    String id();

    /** One sentence with its source. */
    String description();

    Kind kind();

    /** All changes of the units that leave the value as it is (up to rounding). */
    Set<Invariance> invariances();

    /**
     * Whether the samples are moments of a time series, whose order matters. For all others samples may be reordered (in
     * both representations alike).
     */
    default boolean ordered() {
        return false;
    }

    /**
     * Whether both representations have to be of the same samples. If not, any two may be compared: they may differ in how
     * many samples and trials they have.
     */
    default boolean sameSamples() {
        return true;
    }

    /**
     * Compares.
     *
     * @param a {@code [samples, units of a]}, not modified
     * @param b {@code [samples, units of b]}, the same samples in the same order if
     *          {@link #sameSamples()}, not modified
     * @return the value; NaN where the measure is not defined: for a representation that is the same for all samples, and
     *         where the class says so
     * @throws org.espalier.base.InvalidInputException if the numbers of samples differ and may not
     */
    double compare(Representation a, Representation b);

    /**
     * Whether it is computed where no measure is named: so it is unless a class says otherwise. Those of the suite are where
     * time and memory grow no faster than the number of samples, and where the samples need not be a time series.
     */
    default boolean usual() {
        return true;
    }

    /** What {@link #compare} takes for representations of these sizes. */
    default Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.NONE;
    }

    /**
     * Why {@link #compare} gives NaN for these two, in words that complete "undefined: ".
     *
     * @return a reason also where there is none
     */
    default String undefinedBecause(Representation a, Representation b) {
        for (Representation one : List.of(a, b)) {
            if (one.isConstant()) {
                return "the " + (one == a ? "first" : "second") + " is the same for all samples, to the precision of its numbers";
            }
        }
        return "not defined for these values";
    }

    /**
     * The value that is expected when the samples of one representation are paired with those of the other at random, by a
     * formula from each representation alone.
     *
     * @return NaN where no formula is known, or the measure is not defined
     */
    default double expectedByChance(Representation a, Representation b) {
        return Double.NaN;
    }

    /** The value that no pairing of the samples of these two can better: 1 of similarities and 0 of distances, or nearer. */
    default double best(Representation a, Representation b) {
        return kind() == Kind.SIMILARITY ? 1 : 0;
    }

    /** What can be set; nothing unless a class says so. */
    default List<Setting> settings() {
        return List.of();
    }

    /**
     * This measure with one setting changed.
     *
     * @throws org.espalier.base.InvalidInputException if the value is out of range
     * @throws IllegalArgumentException                 if there is no such setting
     */
    default RepresentationMeasure with(String key, double value) {
        throw new IllegalArgumentException(id() + " has no setting " + key);
    }
}
