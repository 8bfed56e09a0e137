package org.espalier.rnndynamics.fixedpoint;

/** What a search ended at. */
public enum PointClass {
    /**
     * q is below the tolerance and Newton's step converges there, so there is an isolated zero of F(h, x) - h at the state; or
     * dF/dh has the eigenvalue 1 to rounding and F - h is zero to rounding: a zero with a neutral direction, as on a line of them.
     */
    FIXED("fixed"),
    /**
     * A local minimum of q (gradient zero to the tolerance, no direction of negative curvature) that is not a fixed point:
     * q is above the tolerance, or so flat that no zero near can be told from none (behind a gate closed to rounding, say).
     */
    SLOW("slow"),
    /** Neither: the flow came to no rest within the bound on steps (a cycle, or off to infinity), and q falls only
     * across a bound of the state ({@link org.espalier.rnndynamics.cell.Cell#bound}), or along a kink. The state is where the search gave up: kept and counted, and no statement about the dynamics. */
    NOT_CONVERGED("not-converged");

    private final String label;

    PointClass(String label) {
        this.label = label;
    }

    /** As files and tables have it. */
    public String label() {
        return label;
    }
}
