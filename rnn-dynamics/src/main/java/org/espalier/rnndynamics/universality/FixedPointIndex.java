package org.espalier.rnndynamics.universality;

import java.util.List;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;

/**
 * Whether the fixed points found can be all. The index of a fixed point is the sign of {@code det(I - J)}: -1 where an odd
 * number of real eigenvalues is above 1, else 1. The indices of all fixed points of a map that takes a ball into itself sum to
 * 1 (Lefschetz and Hopf; a corollary of Brouwer's theorem), as long as none is degenerate. Cells with bounded states are such
 * maps; so is any network that stays within bounds. Another sum proves that a point was missed; 1 does not prove that none was.
 */
final class FixedPointIndex {
    private FixedPointIndex() { }

    /** @param fixed certified fixed points under one input, with eigenvalues */
    static int sum(List<FixedPoint> fixed) {
        int sum = 0;
        for (FixedPoint point : fixed) {
            long above = point.eigenvalues().stream().filter(e -> e.im() == 0 && e.re() > 1).count();
            sum += above % 2 == 0 ? 1 : -1;
        }
        return sum;
    }
}
