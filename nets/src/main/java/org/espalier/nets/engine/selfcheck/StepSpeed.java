package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/**
 * Processor seconds of what training is made of, so that the fastest of several remedies can be taken: the convolutions of conv2
 * at full width and at an eighth of it, forward and back, a linear layer, and the products of a population of recurrent networks.
 */
final class StepSpeed {
    private static final int REPEATS = 5;
    private static final int BATCH = 20;
    private static final int SIDE = 28;

    private StepSpeed() {}

    static void measure(NDManager root, CheckedLayers layers, Map<String, Double> steps) {
        try (NDManager manager = root.newSubManager()) {
            for (int channels : new int[] {64, 8}) {
                Shape image = new Shape(BATCH, 1, SIDE, SIDE);
                Shape inner = new Shape(BATCH, channels, SIDE, SIDE);
                LayerPass.Layer first = new LayerPass.Layer(manager, layers.convolution(channels, 3, 1), image, Map.of());
                LayerPass.Layer second = new LayerPass.Layer(manager, layers.convolution(channels, 3, 1), inner, Map.of());
                float[] x = new TestNumbers(1).floats((int) image.size());
                float[] h = new TestNumbers(2).floats((int) inner.size());
                steps.put("convolutions of " + channels + " channels", fastest(() -> {
                    first.time(x, h);
                    second.time(h, h);
                }));
            }
            LayerPass.Layer linear = new LayerPass.Layer(manager, layers.linear(300), new Shape(60, SIDE * SIDE), Map.of());
            float[] x = new TestNumbers(3).floats(60 * SIDE * SIDE);
            float[] g = new TestNumbers(4).floats(60 * 300);
            steps.put("linear layer", fastest(() -> linear.time(x, g)));
            NDArray states = EngineArrays.of(manager, new TestNumbers(5).floats(10 * 16 * 104), new Shape(10, 16, 104));
            NDArray weights = EngineArrays.of(manager, new TestNumbers(6).floats(10 * 104 * 300), new Shape(10, 104, 300));
            steps.put("products of a population", fastest(() -> {
                for (int i = 0; i < 40; i++) {
                    layers.products(states, weights).close();
                }
            }));
        }
    }

    private static double fastest(Runnable step) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            step.run();
            least = Math.min(least, (threads.getCurrentThreadCpuTime() - start) / 1e9);
        }
        return least;
    }
}
