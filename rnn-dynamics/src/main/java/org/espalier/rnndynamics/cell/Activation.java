package org.espalier.rnndynamics.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

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

        @Override
        double bend(double x) {
            double y = Math.tanh(x);
            return -2 * y * (1 - y * y);
        }

        @Override
        double bound() {
            return 1;
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

        @Override
        double bend(double x) {
            return 0;
        }

        @Override
        boolean hasKink() {
            return true;
        }
    },
    /** {@code ln(1 + e^x)}. PyTorch's is x itself above 20, which differs by 2e-9 there. */
    SOFTPLUS {
        @Override
        double of(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        double slope(double x) {
            return sigmoid(x);
        }

        @Override
        double bend(double x) {
            return sigmoid(x) * sigmoid(-x);
        }
    },
    SIGMOID {
        @Override
        double of(double x) {
            return sigmoid(x);
        }

        @Override
        double slope(double x) {
            // Not y (1 - y) alone, which loses the digits of a small 1 - y.
            return sigmoid(x) * sigmoid(-x);
        }

        @Override
        double bend(double x) {
            return sigmoid(x) * sigmoid(-x) * (sigmoid(-x) - sigmoid(x));
        }

        @Override
        double bound() {
            return 1;
        }
    };

    abstract double of(double x);

    abstract double slope(double x);

    /** The slope's slope; at a kink 0. */
    abstract double bend(double x);

    /** What no value exceeds in modulus. */
    double bound() {
        return Double.POSITIVE_INFINITY;
    }

    /** Whether the slope jumps from 0 to 1 at 0. */
    boolean hasKink() {
        return false;
    }

    /** The name that the command line knows it by. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Activation::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    public static Activation of(String label) {
        return Arrays.stream(values()).filter(a -> a.label().equals(label)).findFirst().orElseThrow(
            () -> new InvalidInputException(Nearest.unknown("nonlinearity", label, labels())));
    }

    /** The logistic function; no overflow for any finite x. */
    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
