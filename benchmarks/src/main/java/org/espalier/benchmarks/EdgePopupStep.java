package org.espalier.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.espalier.edgepopup.PopupScores;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.optimise.Sgd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step of edge-popup: select, forward, backward, SGD on the scores. Batches of 128 random images of
 * fashion-mnist's shape, one thread; the peer is {@code peers/edge_popup.py} with the same settings.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
public class EdgePopupStep {
    private static final int BATCH = 128;
    private static final int IMAGES = 10_000;
    private static final int CLASSES = 10;
    private static final double DENSITY = 0.5;

    /** Architecture and width. */
    @Param({"lenet-300-100 1", "conv2 0.125"})
    public String network;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Sgd sgd = Sgd.of(0.9, 1e-4);
    private final Map<String, float[]> gradients = new LinkedHashMap<>();
    private final Map<String, float[][]> slots = new LinkedHashMap<>();
    private Network engine;
    private PopupScores scores;
    private LabelledImages images;
    private long step;

    @Setup(Level.Trial)
    public void start() {
        String[] words = network.split(" ");
        ImageShape shape = new ImageShape(1, 28, 28);
        engine = Network.create(Architectures.named(words[0]),
            new Architecture.Options(Double.parseDouble(words[1]), false, false), shape, CLASSES);
        List<PopupScores.Scored> tensors = new ArrayList<>();
        for (NetworkParameter p : engine.parameters(NetworkParameter.Role.WEIGHT)) {
            float[] weights = new float[p.size()];
            float[] start = new float[p.size()];
            Initialisation.named("signed-constant").fill(weights, p.fanIn(), p.fanOut(), 1, random);
            Initialisation.scoreInitialisation().fill(start, p.fanIn(), p.fanOut(), 1, random);
            tensors.add(new PopupScores.Scored(p.name(), p.shape(), weights, start));
            gradients.put(p.name(), new float[p.size()]);
            slots.put(p.name(), sgd.newSlots(p.size()));
        }
        scores = new PopupScores(tensors, new InitialWeights(Map.of()), DENSITY, Ranking.MAGNITUDE, Scope.LAYER);
        float[] pixels = new float[IMAGES * shape.size()];
        int[] labels = new int[IMAGES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        images = new LabelledImages(shape, CLASSES, pixels, labels);
    }

    @TearDown(Level.Trial)
    public void end() {
        engine.close();
    }

    @Benchmark
    public double step() {
        int[] rows = random.ints(BATCH, 0, IMAGES).toArray();
        engine.load(scores, step);
        double loss = engine.gradients(images, rows, new CrossEntropy(0), gradients);
        step++;
        gradients.forEach((name, gradient) -> {
            scores.pullBack(name, gradient);
            sgd.update(scores.variable(name), gradient, slots.get(name), step, 0.1);
        });
        return loss;
    }
}
