package org.espalier.rnndynamics.fixedpoint;

/** What a search ended at. */
public enum PointClass {
    /** q is below the tolerance and Newton's step converges there: there is an isolated zero of F(h, x) - h at the state. */
    FIXED("fixed"),
    /**
     * A local minimum of q (gradient zero to the tolerance, no direction of negative curvature) that is not a fixed point:
     * q above the tolerance, or zero in a whole neighbourhood of directions so that no isolated zero can be certified.
     */
    SLOW("slow"),
    /** Neither: the flow came to no rest within the bound on steps (a cycle, or off to infinity), and q falls only towards
     * states in which a gate saturates, or along a kink. The state is where the search gave up: kept and counted, and no statement about the dynamics. */
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
