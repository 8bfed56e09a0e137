package org.espalier.nets.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;

/** Made-up images whose class is a bright block somewhere, in noise, and made-up weights. */
public final class Synthetic {
    private Synthetic() {}

    public static RandomStreams random(long seed) {
        return name -> new SplittableRandom(seed * 1_000_003 + name.hashCode());
    }

    public static LabelledImages images(ImageShape shape, int classes, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] pixels = new float[count * shape.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(classes);
            for (int j = 0; j < shape.size(); j++) {
                boolean bright = j * classes / shape.size() == labels[i];
                pixels[i * shape.size() + j] = (float) (random.nextGaussian() + (bright ? 1 : 0));
            }
        }
        return new LabelledImages(shape, classes, pixels, labels);
    }

    public static DataSplit split(ImageShape shape, int classes, int train, int others) {
        return new DataSplit(images(shape, classes, train, 1), images(shape, classes, others, 2),
            images(shape, classes, others, 3));
    }

    /** Normal with He's variance for weights, small random biases and shifts, scales about 1. */
    public static InitialWeights weights(Network network, long seed) {
        Map<String, float[]> values = new LinkedHashMap<>();
        RandomGenerator random = new SplittableRandom(seed);
        for (NetworkParameter p : network.parameters()) {
            if (p.role() == NetworkParameter.Role.NORM_STATE) {
                continue;
            }
            float[] array = new float[p.size()];
            double spread = p.role() == NetworkParameter.Role.WEIGHT ? Math.sqrt(2.0 / p.fanIn()) : 0.1;
            double centre = p.role() == NetworkParameter.Role.NORM_SCALE ? 1 : 0;
            for (int i = 0; i < array.length; i++) {
                array[i] = (float) (centre + spread * random.nextGaussian());
            }
            values.put(p.name(), array);
        }
        return new InitialWeights(values);
    }
}
