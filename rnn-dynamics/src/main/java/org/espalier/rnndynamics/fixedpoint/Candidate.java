package org.espalier.rnndynamics.fixedpoint;

/** A search under way: changed by the steps, then frozen as a {@link FixedPoint}. */
final class Candidate {
    /** How far the search is. */
    enum Stage { DESCENDING, AT_ZERO, STALLED, MERGED }

    final double[] state;
    final double[] input;
    /** The search that goes on for this one, if it was merged. */
    Candidate into;
    /** The zero that this one was found to be led to. */
    KnownZero drawnTo;
    Stage stage = Stage.DESCENDING;
    int starts = 1;
    /** While descending 1/2 |T - h|^2 with {@link org.espalier.rnndynamics.cell.Cell#target}'s T; q once judged. */
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

    /** The search that goes on for this one: itself unless it was merged. */
    Candidate owner() {
        Candidate owner = this;
        while (owner.into != null) {
            owner = owner.into;
        }
        return owner;
    }

    /** Hands the starts over to the search that goes on for both. */
    void mergeInto(Candidate other) {
        Candidate owner = other.owner();
        owner.starts += starts;
        into = owner;
        stage = Stage.MERGED;
    }
}
