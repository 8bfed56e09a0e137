package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.loss.Tempered;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;

/**
 * GraSP, gradient signal preservation: keeps the weights without which the gradient's norm would shrink most.
 *
 * <p>With g the gradient of the loss and H its Hessian, removing weight i changes {@code g'g} by about
 * {@code -2 w_i (Hg)_i}; the score is {@code w_i (Hg)_i}, and the largest are kept (the paper's S(-w) = -w (Hg), of which
 * it removes the largest). The loss is the cross-entropy of outputs divided by a temperature of 200, on ten images a class.
 *
 * <p>The Hessian-gradient product is a central difference of gradients along g:
 * {@code Hg = |g| (grad(w + r v) - grad(w - r v)) / 2r} with {@code v = g/|g|} and {@code r = 0.001 |w|}, exact up to
 * O(r^2) away from the kinks of ReLU and pooling. Cost: three forward and backward passes.
 *
 * <p>Source: Wang et al. 2020, eq. 8 and algorithm 1; temperature and images a class as in its released settings. Deviation:
 * the product by differences rather than by differentiating twice; the gradient runs over the kept weights alone.
 */
public final class Grasp implements Criterion {
    static final int IMAGES_OF_EACH_CLASS = 10;
    static final double TEMPERATURE = 200;
    private static final double RELATIVE_STEP = 1e-3;

    @Override
    public String name() {
        return "grasp";
    }

    @Override
    public String description() {
        return "Gradient flow lost without the weight: weight x Hessian x gradient of the untrained network (GraSP; Wang et "
            + "al. 2020).";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        int[] rows = state.batchOfEachClass(IMAGES_OF_EACH_CLASS);
        Map<String, double[]> product = hessianGradient(state, rows, new Tempered(new CrossEntropy(0), TEMPERATURE));
        Map<String, float[]> scores = new LinkedHashMap<>();
        product.forEach((layer, values) -> {
            float[] weights = state.weights().of(layer);
            float[] of = new float[values.length];
            for (int i = 0; i < of.length; i++) {
                // Temperature 200 makes gradients of 1e-5 and products of 1e-10: a constant factor keeps floats normal.
                of[i] = (float) (weights[i] * values[i] * TEMPERATURE * TEMPERATURE);
            }
            scores.put(layer, of);
        });
        return scores;
    }

    /** H g by layer, over the kept weights; 0 for the others and where the gradient is 0. */
    static Map<String, double[]> hessianGradient(PruningState state, int[] rows, Loss loss) {
        Map<String, float[]> gradient = state.gradients(state.weights(), rows, loss);
        double gradientNorm = 0;
        double weightNorm = 0;
        for (MaskLayer layer : state.mask().layers()) {
            layer.apply(gradient.get(layer.name()));
            gradientNorm += squares(gradient.get(layer.name()));
            weightNorm += squares(state.weights().of(layer.name()));
        }
        gradientNorm = Math.sqrt(gradientNorm);
        double step = RELATIVE_STEP * Math.sqrt(weightNorm);
        Map<String, double[]> product = new LinkedHashMap<>();
        if (gradientNorm == 0 || step == 0) {
            state.mask().layers().forEach(layer -> product.put(layer.name(), new double[layer.size()]));
            return product;
        }
        Map<String, float[]> above = state.gradients(moved(state, gradient, step / gradientNorm), rows, loss);
        Map<String, float[]> below = state.gradients(moved(state, gradient, -step / gradientNorm), rows, loss);
        for (MaskLayer layer : state.mask().layers()) {
            float[] a = above.get(layer.name());
            float[] b = below.get(layer.name());
            double[] values = new double[layer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = layer.kept(i) ? gradientNorm * ((double) a[i] - b[i]) / (2 * step) : 0;
            }
            product.put(layer.name(), values);
        }
        return product;
    }

    private static InitialWeights moved(PruningState state, Map<String, float[]> direction, double by) {
        Map<String, float[]> values = new LinkedHashMap<>(state.weights().values());
        direction.forEach((name, along) -> {
            float[] copy = values.get(name).clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] += (float) (by * along[i]);
            }
            values.put(name, copy);
        });
        return new InitialWeights(values);
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return sum;
    }
}
