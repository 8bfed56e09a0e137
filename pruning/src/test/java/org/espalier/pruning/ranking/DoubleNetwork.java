package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;

/**
 * The oracle: a fully connected ReLU network without biases and its cross-entropy in plain double precision, with every
 * derivative a difference of losses.
 */
final class DoubleNetwork {
    private static final double STEP = 1e-4;

    private final Map<String, double[]> weights;
    private final LabelledImages images;
    private final int[] rows;
    private final double temperature;

    DoubleNetwork(InitialWeights weights, LabelledImages images, int[] rows, double temperature) {
        this(doubles(weights), images, rows, temperature);
    }

    private DoubleNetwork(Map<String, double[]> weights, LabelledImages images, int[] rows, double temperature) {
        this.weights = weights;
        this.images = images;
        this.rows = rows;
        this.temperature = temperature;
    }

    private static Map<String, double[]> doubles(InitialWeights weights) {
        Map<String, double[]> copies = new LinkedHashMap<>();
        weights.values().forEach((name, values) -> {
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            copies.put(name, copy);
        });
        return copies;
    }

    /** The network with one weight multiplied. */
    DoubleNetwork with(String layer, int index, double factor) {
        Map<String, double[]> copy = new LinkedHashMap<>(weights);
        copy.put(layer, weights.get(layer).clone());
        copy.get(layer)[index] *= factor;
        return new DoubleNetwork(copy, images, rows, temperature);
    }

    double loss() {
        double sum = 0;
        int pixels = images.shape().size();
        for (int row : rows) {
            double[] x = new double[pixels];
            for (int j = 0; j < pixels; j++) {
                x[j] = images.pixels()[row * pixels + j];
            }
            int layers = weights.size();
            for (double[] w : weights.values()) {
                boolean last = --layers == 0;
                double[] y = new double[w.length / x.length];
                for (int u = 0; u < y.length; u++) {
                    for (int j = 0; j < x.length; j++) {
                        y[u] += w[u * x.length + j] * x[j];
                    }
                    y[u] = last ? y[u] : Math.max(0, y[u]);
                }
                x = y;
            }
            double total = 0;
            for (double z : x) {
                total += Math.exp(z / temperature);
            }
            sum += Math.log(total) - x[images.labels()[row]] / temperature;
        }
        return sum / rows.length;
    }

    private double moved(double[] a, int i, double byA, double[] b, int j, double byB) {
        double keptA = a[i];
        a[i] += byA;
        double keptB = b[j];
        b[j] += byB;
        double value = loss();
        b[j] = keptB;
        a[i] = keptA;
        return value;
    }

    Map<String, double[]> gradient() {
        Map<String, double[]> gradients = new LinkedHashMap<>();
        weights.forEach((name, w) -> {
            double[] g = new double[w.length];
            for (int i = 0; i < g.length; i++) {
                g[i] = (moved(w, i, STEP / 10, w, i, 0) - moved(w, i, -STEP / 10, w, i, 0)) / (2 * STEP / 10);
            }
            gradients.put(name, g);
        });
        return gradients;
    }

    double gradientSquares() {
        double sum = 0;
        for (double[] g : gradient().values()) {
            for (double v : g) {
                sum += v * v;
            }
        }
        return sum;
    }

    /** dL/dc where the effective weight is c * w, at c = 1. */
    double switched(String layer, int index) {
        return (with(layer, index, 1 + STEP).loss() - with(layer, index, 1 - STEP).loss()) / (2 * STEP);
    }

    /** The Hessian over the kept weights, entry by entry, times the gradient; 0 for the others. All layers in a row. */
    double[] hessianGradient(Mask mask) {
        Map<String, double[]> gradients = gradient();
        double[] product = new double[(int) mask.size()];
        int row = 0;
        for (MaskLayer layer : mask.layers()) {
            double[] a = weights.get(layer.name());
            for (int i = 0; i < a.length; i++, row++) {
                for (MaskLayer other : mask.layers()) {
                    double[] b = weights.get(other.name());
                    for (int j = 0; j < b.length; j++) {
                        if (layer.kept(i) && other.kept(j)) {
                            double second = (moved(a, i, STEP, b, j, STEP) - moved(a, i, STEP, b, j, -STEP)
                                - moved(a, i, -STEP, b, j, STEP) + moved(a, i, -STEP, b, j, -STEP)) / (4 * STEP * STEP);
                            product[row] += second * gradients.get(other.name())[j];
                        }
                    }
                }
            }
        }
        return product;
    }
}
