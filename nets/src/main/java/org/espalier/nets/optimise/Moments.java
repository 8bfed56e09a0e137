package org.espalier.nets.optimise;

/** The step that Adam and AdamW share: they differ only in where the weight decay enters. */
final class Moments {
    private Moments() {}

    /**
     * One Adam step with bias correction (Kingma and Ba 2015, algorithm 1, in PyTorch's form).
     *
     * <pre>
     *   w = shrink * w;  g = gradient + decay * w
     *   m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g^2
     *   w = w - learningRate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
     * </pre>
     *
     * @param w      {@code [n]}, modified
     * @param m      {@code [n]}, first moment, modified
     * @param v      {@code [n]}, second moment, modified
     * @param decay  L2 term added to the gradient (Adam), else 0
     * @param shrink decoupled factor on the variable (AdamW), else 1
     */
    static void step(float[] w, float[] gradient, float[] m, float[] v, long step, double learningRate, double beta1,
                     double beta2, double epsilon, double decay, double shrink) {
        double correction1 = 1 - Math.pow(beta1, step);
        double correction2 = 1 - Math.pow(beta2, step);
        loop(w, gradient, m, v, (float) beta1, (float) (1 - beta1), (float) beta2, (float) (1 - beta2),
            (float) (learningRate / correction1), (float) Math.sqrt(correction2), (float) epsilon, (float) decay,
            (float) shrink);
    }

    // sqrt(v) is divided by the root of the correction, as in PyTorch: epsilon then means the same at every step.
    private static void loop(float[] w, float[] gradient, float[] m, float[] v, float beta1, float rest1, float beta2,
                             float rest2, float rate, float rootCorrection2, float epsilon, float decay, float shrink) {
        for (int i = 0; i < w.length; i++) {
            float weight = shrink * w[i];
            float g = gradient[i] + decay * weight;
            float first = beta1 * m[i] + rest1 * g;
            float second = beta2 * v[i] + rest2 * g * g;
            m[i] = first;
            v[i] = second;
            w[i] = weight - rate * first / ((float) Math.sqrt(second) / rootCorrection2 + epsilon);
        }
    }
}
