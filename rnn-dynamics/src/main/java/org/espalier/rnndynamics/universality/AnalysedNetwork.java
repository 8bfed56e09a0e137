package org.espalier.rnndynamics.universality;

import java.util.List;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;

/**
 * A trained network and what the searches found.
 *
 * @param network the network and its states on the probes
 * @param found   one search a constant input, in their order
 * @param first   whether it is the first of its population that learnt: the one that is shown as an example
 */
public record AnalysedNetwork(ProbedNetwork network, List<FixedPoints> found, boolean first) {
    public AnalysedNetwork {
        found = List.copyOf(found);
    }

    /** Every different point of every search, those of the first input first. */
    public List<FixedPoint> points() {
        return found.stream().flatMap(f -> f.points().stream()).toList();
    }

    /** The certified ones among them. */
    public List<FixedPoint> fixed() {
        return found.stream().flatMap(f -> f.of(PointClass.FIXED).stream()).toList();
    }
}
