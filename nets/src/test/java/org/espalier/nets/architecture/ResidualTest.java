package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.engine.selfcheck.ConvolutionCase;
import org.espalier.nets.engine.selfcheck.DirectConvolution;
import org.espalier.nets.engine.selfcheck.DirectLayers;
import org.espalier.nets.loss.MeanSquaredError;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.junit.jupiter.api.Test;

/** Residual blocks, {@code relu(norm(conv(x)) + shortcut(x))}, at 1 to 40 channels against plain double precision. */
class ResidualTest {
    private static final int BATCH = 3;
    private static final int SIDE = 4;
    private static final double TOLERANCE = 1e-5;

    @Test
    void outputsAndGradientsAreThoseOfPlainLoops() {
        for (int c = 1; c <= 40; c++) {
            agree(c, c % 2 == 0);
        }
    }

    private void agree(int channels, boolean shortcut) {
        int in = shortcut ? 41 - channels : channels;
        Residual residual = new Residual().add("conv1", Layers.convolution(channels, 3, 1, false))
            .add("bn1", Layers.batchNorm(true));
        if (shortcut) {
            residual.shortcut(Layers.convolution(channels, 1, 1, false));
        }
        int outputs = channels * SIDE * SIDE;
        Block block = new NamedLayers().add("block", residual).add("relu", Layers.relu()).add("flatten", Blocks.batchFlattenBlock());
        SplittableRandom random = new SplittableRandom(channels);
        try (Network network = Network.of(block, new ImageShape(in, SIDE, SIDE), outputs)) {
            Map<String, float[]> weights = new LinkedHashMap<>();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            network.trainable().forEach(n -> {
                weights.put(n, floats(random, network.parameter(n).size()));
                gradients.put(n, new float[network.parameter(n).size()]);
            });
            network.load(new FixedWeights(new InitialWeights(weights)), 0);
            float[] x = floats(random, BATCH * in * SIDE * SIDE);
            double loss = network.gradients(new LabelledImages(new ImageShape(in, SIDE, SIDE), outputs, x, new int[BATCH]), new int[] {0, 1,
                2},
                new MeanSquaredError(), gradients);
            compare(channels, in, shortcut, weights, x, loss, gradients);
        }
    }

    private static void compare(int channels, int in, boolean shortcut, Map<String, float[]> weights, float[] x, double loss,
                                Map<String, float[]> gradients) {
        ConvolutionCase body = new ConvolutionCase(in, channels, 3, 1, BATCH, SIDE, SIDE);
        ConvolutionCase beside = new ConvolutionCase(in, channels, 1, 1, BATCH, SIDE, SIDE);
        float[] w = weights.get("block.conv1.weight");
        float[] ws = weights.get("block.shortcut.weight");
        float[] gamma = weights.get("block.bn1.gamma");
        float[] beta = weights.get("block.bn1.beta");
        float[] none = new float[BATCH * channels * SIDE * SIDE];
        float[] sums = single(DirectConvolution.of(body, x, w, null, none).y());
        double[] normed = DirectLayers.batchNorm(sums, BATCH, channels, SIDE * SIDE, gamma, beta, null, null, 1e-5, none).y();
        double[] added = shortcut ? DirectConvolution.of(beside, x, ws, null, none).y() : doubles(x);
        float[] through = new float[none.length];
        double squares = 0;
        for (int i = 0; i < none.length; i++) {
            double z = Math.max(0, normed[i] + added[i]);
            // The label of every image is the first output.
            double difference = z - (i % (none.length / BATCH) == 0 ? 1 : 0);
            squares += difference * difference / none.length;
            through[i] = z > 0 ? (float) (2 * difference / none.length) : 0;
        }
        assertEquals(squares, loss, TOLERANCE * squares, channels + " channels");
        DirectLayers.Normalised norm = DirectLayers.batchNorm(sums, BATCH, channels, SIDE * SIDE, gamma, beta, null, null, 1e-5,
            through);
        String where = channels + " channels ";
        near(norm.byScale(), gradients.get("block.bn1.gamma"), where + "scale");
        near(norm.byShift(), gradients.get("block.bn1.beta"), where + "shift");
        near(DirectConvolution.of(body, x, w, null, single(norm.byInput())).byWeight(), gradients.get("block.conv1.weight"),
            where + "weights");
        if (shortcut) {
            near(DirectConvolution.of(beside, x, ws, null, through).byWeight(), gradients.get("block.shortcut.weight"),
                where + "shortcut");
        }
    }

    private static void near(double[] expected, float[] actual, String what) {
        double off = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            off += Math.pow(expected[i] - actual[i], 2);
            norm += expected[i] * expected[i];
        }
        assertEquals(0, Math.sqrt(off / norm), TOLERANCE, what);
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static float[] single(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
