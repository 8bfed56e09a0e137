package org.espalier.rnndynamics.fixedpoint;

/** A search under way: changed by the steps, then frozen as a {@link FixedPoint}. */
final class Candidate {
    /** How far the search is. */
    enum Stage { DESCENDING, AT_ZERO, STALLED, MERGED }

    final double[] state;
    final double[] input;
    Stage stage = Stage.DESCENDING;
    int starts = 1;
    double q = Double.NaN;
    double radius = Double.NaN;
    int iterations;
    double qWhenLastLooked = Double.POSITIVE_INFINITY;
    PointClass found = PointClass.NOT_CONVERGED;
    double gradient = Double.NaN;
    double newtonStep = Double.NaN;

    Candidate(double[] state, double[] input) {
        this.state = state;
        this.input = input;
    }
}
