package org.espalier.analysis.representation;

import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;

/** {@code procrustes} and {@code shape-ALPHA}, see {@link ShapeMetric}. */
public final class ShapeMetrics implements RepresentationMeasureFamily {
    private static final String PREFIX = "shape-";

    @Override
    public String pattern() {
        return PREFIX + "ALPHA";
    }

    @Override
    public List<RepresentationMeasure> members() {
        return List.of(procrustes(), new ShapeMetric("shape-0", 0), new ShapeMetric("shape-0.5", 0.5),
            new ShapeMetric("shape-1", 1));
    }

    @Override
    public Optional<RepresentationMeasure> member(String id) {
        if (!id.startsWith(PREFIX)) {
            return members().stream().filter(member -> member.id().equals(id)).findFirst();
        }
        try {
            return Optional.of(new ShapeMetric(id, Double.parseDouble(id.substring(PREFIX.length()))));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("measure '" + id + "': expected " + PREFIX + " and a number from 0 to 1");
        }
    }

    /** The Procrustes angle: not whitened. */
    public static ShapeMetric procrustes() {
        return new ShapeMetric("procrustes", 1);
    }

    /** @param alpha 0 (whitened) to 1 (not whitened) */
    public static ShapeMetric of(double alpha) {
        return new ShapeMetric(PREFIX + alpha, alpha);
    }
}
