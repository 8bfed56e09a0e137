package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** The other layers, at 1 to {@value ConvolutionCases#MOST_CHANNELS} channels or units, against {@link DirectLayers}. */
final class LayerCheck {
    private static final int[] BATCHES = {2, 32, 1, 7};
    private static final int[] SIDES = {4, 7, 2, 8};
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.9;

    private final CheckedLayers layers;
    private final Findings findings;

    LayerCheck(CheckedLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    void run(NDManager root) {
        for (int c = 1; c <= ConvolutionCases.MOST_CHANNELS; c++) {
            try (NDManager manager = root.newSubManager()) {
                int batch = BATCHES[c % BATCHES.length];
                int side = SIDES[c / BATCHES.length % SIDES.length];
                linear(manager, c, ConvolutionCases.MOST_CHANNELS + 1 - c, batch);
                linear(manager, c, c, batch);
                maxPool(manager, batch, c, side);
                averagePool(manager, batch, c, side);
                batchNorm(manager, Math.max(2, batch), c, side, true);
                batchNorm(manager, batch, c, side, false);
            }
        }
    }

    private void linear(NDManager manager, int in, int out, int batch) {
        String where = in + " to " + out + " units, " + batch + " rows";
        TestNumbers numbers = new TestNumbers(in * 100L + out);
        float[] x = numbers.floats(batch * in);
        float[] w = numbers.floats(out * in);
        float[] b = numbers.floats(out);
        float[] g = numbers.floats(batch * out);
        LayerPass.Layer layer = new LayerPass.Layer(manager, layers.linear(out), new Shape(batch, in),
            Map.of("weight", w, "bias", b));
        LayerPass pass = layer.pass(x, g, true, "weight", "bias");
        // A linear layer is a convolution of images of one pixel.
        DirectConvolution expected = DirectConvolution.of(new ConvolutionCase(in, out, 1, 1, batch, 1, 1), x, w, b, g);
        findings.compare("linear layer, output", where, expected.y(), pass.y());
        findings.compare("linear layer, gradient of the input", where, expected.byInput(), pass.byInput());
        findings.compare("linear layer, gradient of the weights", where, expected.byWeight(), pass.byParameter().get("weight"));
        findings.compare("linear layer, gradient of the biases", where, expected.byBias(), pass.byParameter().get("bias"));
        findings.sameBits("linear layer, done again", where, pass.sameBits(layer.pass(x, g, true, "weight", "bias")));
    }

    private void maxPool(NDManager manager, int batch, int channels, int side) {
        String where = where(batch, channels, side);
        TestNumbers numbers = new TestNumbers(channels);
        float[] x = numbers.floats(batch * channels * side * side);
        float[] g = numbers.floats(batch * channels * (side / 2) * (side / 2));
        LayerPass pass = new LayerPass.Layer(manager, layers.maxPool(), new Shape(batch, channels, side, side), Map.of())
            .pass(x, g, true);
        DirectLayers.Pooled expected = DirectLayers.maxPool(x, batch * channels, side, g);
        findings.compare("max pooling, output", where, expected.y(), pass.y());
        findings.compare("max pooling, gradient of the input", where, expected.byInput(), pass.byInput());
    }

    private void averagePool(NDManager manager, int batch, int channels, int side) {
        String where = where(batch, channels, side);
        TestNumbers numbers = new TestNumbers(-channels);
        float[] x = numbers.floats(batch * channels * side * side);
        float[] g = numbers.floats(batch * channels);
        LayerPass pass = new LayerPass.Layer(manager, layers.averagePool(), new Shape(batch, channels, side, side), Map.of())
            .pass(x, g, true);
        DirectLayers.Pooled expected = DirectLayers.averagePool(x, batch * channels, side, g);
        findings.compare("average pooling, output", where, expected.y(), pass.y());
        findings.compare("average pooling, gradient of the input", where, expected.byInput(), pass.byInput());
    }

    private void batchNorm(NDManager manager, int batch, int channels, int side, boolean training) {
        String what = "batch normalisation in " + (training ? "training" : "evaluation");
        String where = where(batch, channels, side);
        TestNumbers numbers = new TestNumbers(1000 + channels);
        float[] x = numbers.floats(batch * channels * side * side);
        float[] g = numbers.floats(x.length);
        float[] scale = numbers.floats(channels);
        float[] shift = numbers.floats(channels);
        float[] mean = numbers.floats(channels);
        float[] variance = numbers.floats(channels);
        for (int i = 0; i < channels; i++) {
            variance[i] = 1.5f + variance[i];
        }
        LayerPass.Layer layer = new LayerPass.Layer(manager, layers.batchNorm(), new Shape(batch, channels, side, side),
            Map.of("gamma", scale, "beta", shift, "runningMean", mean, "runningVar", variance));
        LayerPass pass = layer.pass(x, g, training, "gamma", "beta");
        DirectLayers.Normalised expected = DirectLayers.batchNorm(x, batch, channels, side * side, scale, shift,
            training ? null : mean, training ? null : variance, EPSILON, g);
        findings.compare(what + ", output", where, expected.y(), pass.y());
        findings.compare(what + ", gradient of the input", where, expected.byInput(), pass.byInput());
        findings.compare(what + ", gradient of the scale", where, expected.byScale(), pass.byParameter().get("gamma"));
        findings.compare(what + ", gradient of the shift", where, expected.byShift(), pass.byParameter().get("beta"));
        int count = batch * side * side;
        findings.compare(what + ", running mean", where, moved(mean, expected.mean(), 1, training), layer.parameter("runningMean"));
        findings.compare(what + ", running variance", where,
            moved(variance, expected.variance(), count / (count - 1.0), training), layer.parameter("runningVar"));
    }

    private static double[] moved(float[] running, double[] batch, double factor, boolean training) {
        double[] moved = new double[running.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = training ? MOMENTUM * running[i] + (1 - MOMENTUM) * factor * batch[i] : running[i];
        }
        return moved;
    }

    private static String where(int batch, int channels, int side) {
        return channels + " channels, " + batch + " images of " + side + "x" + side;
    }
}
