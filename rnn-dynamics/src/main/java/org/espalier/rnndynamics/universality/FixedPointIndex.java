package org.espalier.rnndynamics.universality;

import java.util.List;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.OneSided;

/**
 * Whether the fixed points found can be all. The index of a fixed point is the sign of {@code det(I - J)}: -1 where an odd
 * number of real eigenvalues is above 1, else 1. The indices of all fixed points of a map that takes a ball into itself sum to
 * 1 (Lefschetz and Hopf; a corollary of Brouwer's theorem), as long as none is degenerate. Cells with bounded states are such
 * maps; so is any network that stays within bounds. Another sum proves that a point was missed; 1 does not prove that none was. A point on one kink of ReLU has the index of
 * both its sides, or 0 where they differ; of a point on several the worst side is taken, which may be wrong.
 */
final class FixedPointIndex {
    private FixedPointIndex() {}

    /** @param fixed certified fixed points under one input, with eigenvalues */
    static int sum(List<FixedPoint> fixed) {
        return fixed.stream().mapToInt(FixedPointIndex::of).sum();
    }

    private static int of(FixedPoint point) {
        List<OneSided> sides = point.stability().sides();
        // On one kink two half-spaces are folded onto one another where their signs differ: nothing is gained or lost.
        return sides.size() == 2 && sign(sides.get(0).eigenvalues()) != sign(sides.get(1).eigenvalues()) ? 0
            : sign(point.eigenvalues());
    }

    private static int sign(List<Eigenvalue> eigenvalues) {
        return eigenvalues.stream().filter(e -> e.im() == 0 && e.re() > 1).count() % 2 == 0 ? 1 : -1;
    }
}
