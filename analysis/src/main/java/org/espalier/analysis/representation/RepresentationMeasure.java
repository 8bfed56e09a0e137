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
    record Setting(String key, String description, double usual) { }

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
     * @throws org.espalier.study.InvalidInputException if the numbers of samples differ and may not
     */
    double compare(Representation a, Representation b);

    /** What can be set; nothing unless a class says so. */
    default List<Setting> settings() {
        return List.of();
    }

    /**
     * This measure with one setting changed.
     *
     * @throws org.espalier.study.InvalidInputException if the value is out of range
     * @throws IllegalArgumentException                 if there is no such setting
     */
    default RepresentationMeasure with(String key, double value) {
        throw new IllegalArgumentException(id() + " has no setting " + key);
    }
}
