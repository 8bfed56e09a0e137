package org.espalier.analysis.richlazy;

import org.espalier.base.InvalidInputException;

/**
 * The scale that makes any model lazy (Chizat, Oyallon and Bach 2019): train {@code alpha (h(w) - h(w_0))} on the loss
 * {@code R / alpha^2}. The larger alpha, the less the weights need move: {@code |w - w_0|} falls as {@code 1 / alpha}, and
 * the model becomes its linearisation at the start; a small alpha makes it rich. Subtracting the outputs at the start is what
 * makes it start at zero, as the theorem asks; the factor before R keeps the time that training takes.
 *
 * @param alpha finite and above 0
 */
public record LazyScaling(double alpha) {

    /** A loss of all outputs. */
    @FunctionalInterface
    public interface OutputLoss {
        /**
         * @param outputs  not modified
         * @param gradient out, as long: the loss's derivative by each output
         * @return the loss
         */
        double of(double[] outputs, double[] gradient);
    }

    public LazyScaling {
        if (!(alpha > 0 && alpha <= Double.MAX_VALUE)) {
            throw new InvalidInputException("alpha is " + alpha + "; expected a finite number above 0");
        }
    }

    /** What the scaled model answers: {@code alpha (h - h_0)}, new. */
    public double[] outputs(double[] h, double[] start) {
        if (h.length != start.length) {
            throw new InvalidInputException(h.length + " outputs and " + start.length + " at the start; expected as many");
        }
        double[] scaled = new double[h.length];
        for (int i = 0; i < h.length; i++) {
            scaled[i] = alpha * (h[i] - start[i]);
        }
        return scaled;
    }

    /**
     * {@code R(alpha (h - h_0)) / alpha^2} and its derivative by h, {@code R' / alpha}.
     *
     * @param h        the unscaled model's outputs; not modified
     * @param start    its outputs at the start for the same samples; not modified
     * @param gradient out, as long
     */
    public double loss(double[] h, double[] start, OutputLoss loss, double[] gradient) {
        double value = loss.of(outputs(h, start), gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= alpha;
        }
        return value / (alpha * alpha);
    }
}
