package org.espalier.analysis.subnetwork;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.espalier.base.InvalidInputException;

/**
 * The error along the straight line between two networks' weights, {@code w(alpha) = (1 - alpha) a + alpha b}, and the
 * barrier on it: the largest error on the line less the mean of the errors at its two ends (Frankle et al. 2020, "Linear
 * mode connectivity and the lottery ticket hypothesis", who call it instability). About zero: both lie in one basin.
 *
 * <p>The largest error is over the alphas looked at, ends included, so the barrier is never negative, and at least half the
 * difference of the ends. Running statistics of a normalisation are weights here only if the caller makes them so; else they
 * have to be computed anew at each alpha.
 *
 * @param alphas {@code [points]}, from 0 to 1
 * @param errors {@code [points]}, the evaluator's answers
 */
public record ErrorBarrier(double[] alphas, double[] errors) {
    /** About as many as the paper looks at. */
    public static final int USUAL_POINTS = 30;

    /** @throws InvalidInputException if there are fewer than 2 points, the lengths differ, or an error is not finite */
    public ErrorBarrier {
        alphas = alphas.clone();
        errors = errors.clone();
        if (alphas.length < 2 || errors.length != alphas.length) {
            throw new InvalidInputException(errors.length + " errors at " + alphas.length
                + " points of a line; expected as many, and at least the two ends");
        }
        for (int i = 0; i < errors.length; i++) {
            if (!Double.isFinite(errors[i])) {
                throw new InvalidInputException("the error at alpha " + alphas[i] + " is " + errors[i]
                    + "; expected a finite number");
            }
        }
    }

    /**
     * Evaluates at evenly spaced points, the ends among them.
     *
     * @param a      weights by name; not modified. {@code b} has the same names and lengths
     * @param points at least 2; {@value #USUAL_POINTS} as in the paper
     * @param error  the error of a network with these weights, such as its fraction of wrong answers on the test images; called
     *               once a point, from alpha 0 up, always with the same arrays, which it must not keep. At the ends they hold
     *               {@code a} and {@code b} to the last bit
     * @throws InvalidInputException if the weights do not fit each other or are not finite, or an error is not finite
     */
    public static ErrorBarrier between(Map<String, float[]> a, Map<String, float[]> b, int points,
                                       ToDoubleFunction<Map<String, float[]>> error) {
        if (!a.keySet().equals(b.keySet()) || points < 2) {
            throw new InvalidInputException("a line of " + points + " points between weights " + a.keySet() + " and "
                + b.keySet() + "; expected at least 2 points and the same names");
        }
        Map<String, float[]> between = new LinkedHashMap<>();
        a.forEach((name, start) -> {
            Weights.of(a, name, start.length);
            Weights.of(b, name, start.length);
            between.put(name, new float[start.length]);
        });
        double[] alphas = new double[points];
        double[] errors = new double[points];
        for (int p = 0; p < points; p++) {
            double alpha = (double) p / (points - 1);
            alphas[p] = alpha;
            between.forEach((name, w) -> {
                float[] start = a.get(name);
                float[] end = b.get(name);
                for (int i = 0; i < w.length; i++) {
                    w[i] = (float) ((1 - alpha) * start[i] + alpha * end[i]);
                }
            });
            errors[p] = error.applyAsDouble(between);
        }
        return new ErrorBarrier(alphas, errors);
    }

    /** A copy. */
    @Override
    public double[] alphas() {
        return alphas.clone();
    }

    /** A copy. */
    @Override
    public double[] errors() {
        return errors.clone();
    }

    /** The largest error less the mean of the two ends' errors; in the evaluator's unit, at least 0. */
    public double barrier() {
        double largest = errors[0];
        for (double e : errors) {
            largest = Math.max(largest, e);
        }
        return largest - (errors[0] + errors[errors.length - 1]) / 2;
    }
}
