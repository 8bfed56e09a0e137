package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** Convolutions through our layers against {@link DirectConvolution}: output and all gradients, twice with the same bits. */
final class ConvolutionCheck {
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    private ConvolutionCheck() {}

    static void run(NDManager root, CheckedLayers layers, Iterable<ConvolutionCase> cases, Findings findings) {
        for (ConvolutionCase c : cases) {
            try (NDManager manager = root.newSubManager()) {
                run(manager, layers, c, findings);
            }
        }
    }

    private static void run(NDManager manager, CheckedLayers layers, ConvolutionCase c, Findings findings) {
        TestNumbers numbers = new TestNumbers(c.hashCode());
        float[] x = numbers.floats(c.batch() * c.in() * c.height() * c.width());
        float[] w = numbers.floats(c.out() * c.in() * c.kernel() * c.kernel());
        float[] b = numbers.floats(c.out());
        float[] g = numbers.floats(c.batch() * c.out() * c.outHeight() * c.outWidth());
        LayerPass.Layer layer = new LayerPass.Layer(manager, layers.convolution(c.out(), c.kernel(), c.stride()),
            new Shape(c.batch(), c.in(), c.height(), c.width()), Map.of(WEIGHT, w, BIAS, b));
        LayerPass pass = layer.pass(x, g, true, WEIGHT, BIAS);
        LayerPass again = layer.pass(x, g, true, WEIGHT, BIAS);
        DirectConvolution expected = DirectConvolution.of(c, x, w, b, g);
        findings.compare("convolution, output", c, expected.y(), pass.y());
        findings.compare("convolution, gradient of the input", c, expected.byInput(), pass.byInput());
        findings.compare("convolution, gradient of the weights", c, expected.byWeight(), pass.byParameter().get(WEIGHT));
        findings.compare("convolution, gradient of the biases", c, expected.byBias(), pass.byParameter().get(BIAS));
        findings.sameBits("convolution, done again", c, pass.sameBits(again));
    }
}
