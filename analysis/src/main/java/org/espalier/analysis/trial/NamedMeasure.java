package org.espalier.analysis.trial;

import java.util.List;
import java.util.Optional;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;

/**
 * A measure of representations that a user names beside a study's own: {@code --set measure=svcca}. It is compared by too, its
 * numbers have the metric {@value #METRIC}, and claims are judged by it under names that say so; claims on the study's own measure
 * are not touched.
 */
public final class NamedMeasure {
    /** The parameter; no preset has it. */
    public static final String NAME = "measure";
    /** The metric of its numbers. */
    public static final String METRIC = "by_measure";

    private NamedMeasure() {}

    /** What {@code --set} accepts: every registered measure. */
    public static Parameter parameter() {
        return Parameter.text(NAME, "A measure of representations that networks are compared by besides; none unless set.",
            () -> RepresentationMeasures.all().stream().map(RepresentationMeasure::id).toList());
    }

    /**
     * The parameters of a trial that compares, with the measure the user named, if any.
     *
     * @throws InvalidInputException if there are several, or it compares time series
     */
    public static Parameters with(Parameters comparison, Overrides overrides) {
        List<Object> named = overrides.values().getOrDefault(NAME, List.of());
        if (named.isEmpty()) {
            return comparison;
        }
        if (named.size() > 1) {
            throw new InvalidInputException("--set measure: expected one measure, found " + named.size()
                + "; run the study once for each, networks are not trained again");
        }
        if (RepresentationMeasures.named(named.get(0).toString()).ordered()) {
            throw new InvalidInputException("--set measure=" + named.get(0) + " compares time series; images have no order");
        }
        return comparison.with(NAME, named.get(0));
    }

    /** The measure of a trial, if the user named one. */
    public static Optional<RepresentationMeasure> of(Parameters comparison) {
        return comparison.has(NAME) ? Optional.of(RepresentationMeasures.named(comparison.text(NAME))) : Optional.empty();
    }

    /** By how much two representations are more alike in one place than in another: a difference of distances has its sign turned. */
    public static int sign(RepresentationMeasure measure) {
        return measure.kind() == RepresentationMeasure.Kind.SIMILARITY ? 1 : -1;
    }
}
