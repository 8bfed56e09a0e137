package org.espalier.nets.optimise;

import java.util.List;
import org.espalier.base.InvalidInputException;

/** Shortens the gradient of all variables together when its Euclidean norm is too large (Pascanu et al. 2013). */
public final class GradientClipping {
    // As in torch.nn.utils.clip_grad_norm_.
    private static final double EPSILON = 1e-6;

    private GradientClipping() {}

    /**
     * Multiplies all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, as {@code torch.nn.utils.clip_grad_norm_}
     * does; the norm is summed in float64 (PyTorch: float32).
     *
     * <p>A norm that is not finite is returned and nothing is scaled: a diverged step is the caller's to judge.
     *
     * @param gradients one array a variable, modified when their norm is too large
     * @param maxNorm   above 0; infinity only measures
     * @return the norm before clipping; NaN or infinite if an element is
     * @throws InvalidInputException if {@code maxNorm} is not above 0
     */
    public static double clip(List<float[]> gradients, double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new InvalidInputException("gradient clipping: the largest norm is " + maxNorm + ", expected above 0.");
        }
        double squares = 0;
        for (float[] gradient : gradients) {
            squares += sumOfSquares(gradient);
        }
        double norm = Math.sqrt(squares);
        double scale = maxNorm / (norm + EPSILON);
        if (Double.isFinite(norm) && scale < 1) {
            float factor = (float) scale;
            for (float[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= factor;
                }
            }
        }
        return norm;
    }

    /** Squares of floats neither overflow nor vanish in a double. Four sums hide the latency of the additions. */
    private static double sumOfSquares(float[] a) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int even = a.length & ~3;
        for (int i = 0; i < even; i += 4) {
            s0 += (double) a[i] * a[i];
            s1 += (double) a[i + 1] * a[i + 1];
            s2 += (double) a[i + 2] * a[i + 2];
            s3 += (double) a[i + 3] * a[i + 3];
        }
        for (int i = even; i < a.length; i++) {
            s0 += (double) a[i] * a[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
