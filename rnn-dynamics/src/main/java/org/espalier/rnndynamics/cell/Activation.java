package org.espalier.rnndynamics.cell;

/** A unit's non-linearity. */
public enum Activation {
    TANH {
        @Override
        double of(double x) {
            return Math.tanh(x);
        }

        @Override
        double slope(double x) {
            double y = Math.tanh(x);
            return 1 - y * y;
        }
    },
    RELU {
        @Override
        double of(double x) {
            // Not Math.max alone: a comparison would turn not-a-number into 0 and hide it.
            return x > 0 || Double.isNaN(x) ? x : 0;
        }

        @Override
        double slope(double x) {
            return x > 0 ? 1 : 0;
        }
    };

    abstract double of(double x);

    abstract double slope(double x);

    /** The logistic function; no overflow for any finite x. */
    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
