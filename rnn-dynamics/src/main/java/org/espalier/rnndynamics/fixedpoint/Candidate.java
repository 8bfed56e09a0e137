package org.espalier.rnndynamics.fixedpoint;

/** A search under way: changed by the steps, then frozen as a {@link FixedPoint}. */
final class Candidate {
    /** How far the search is. */
    enum Stage {
        /** On the way to a zero of T - h. */
        DESCENDING,
        /** No zero was reached: follows the flow down q. */
        STALLED,
        /** Slowest so far: Newton's method on q, as long as q is convex. */
        SLOWEST,
        /** No minimum is near: follows the flow wherever it leads. */
        FLOWING,
        /** The flow leads nowhere: goes down q by whatever way. */
        DRIFTING,
        AT_ZERO, AT_MINIMUM,
        /** Nothing was reached. */
        LOST,
        /** Another goes on for this one. */
        MERGED;

        /** Whether the search goes on. */
        boolean active() {
            return rank() == 2;
        }

        /** Which of two searches that have come together goes on: the one that is farther. */
        int rank() {
            return switch (this) {
                case AT_ZERO -> 0;
                case AT_MINIMUM -> 1;
                case DESCENDING, STALLED, SLOWEST, FLOWING, DRIFTING -> 2;
                case LOST, MERGED -> 3;
            };
        }
    }

    final double[] state;
    final double[] input;
    /** The search that goes on for this one, if it was merged. */
    Candidate into;
    /** The end that this one was found to be led to. */
    KnownEnd drawnTo;
    Stage stage = Stage.DESCENDING;
    int starts = 1;
    /** While descending 1/2 |T - h|^2 with {@link org.espalier.rnndynamics.cell.Cell#target}'s T; q once judged. */
    double q = Double.NaN;
    double radius = Double.NaN;
    int iterations;
    /** Steps down q. */
    int curved;
    int drifted;
    /** Steps along the flow. */
    int flowed;
    /** The time of the next step along the flow. */
    double time = Double.NaN;
    /** Whether q fell along the last step of the flow. */
    boolean falling;
    /** Where the flow was entered or last the slowest, and how often it was. */
    double[] turned;
    int turns;
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
