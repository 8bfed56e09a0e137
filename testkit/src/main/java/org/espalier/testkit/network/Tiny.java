package org.espalier.testkit.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;

/** Tiny networks and made-up images whose class is a bright block somewhere, in noise. */
public final class Tiny {
    public static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    public static final int CLASSES = 3;

    private Tiny() {}

    public static RandomStreams random(long seed) {
        return name -> new SplittableRandom(seed * 1_000_003 + name.hashCode());
    }

    public static LabelledImages images(int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] pixels = new float[count * SHAPE.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int j = 0; j < SHAPE.size(); j++) {
                boolean bright = j * CLASSES / SHAPE.size() == labels[i];
                pixels[i * SHAPE.size() + j] = (float) (random.nextGaussian() + (bright ? 1 : 0));
            }
        }
        return new LabelledImages(SHAPE, CLASSES, pixels, labels);
    }

    public static Problem problem(String architecture, double width) {
        return new Problem(Architectures.named(architecture), new Architecture.Options(width, false, false),
            new DataSplit(images(48, 1), images(20, 2), images(20, 3)), Initialisation.named("kaiming-normal"), false);
    }

    public static Network network(Problem problem) {
        return Network.create(problem.architecture(), problem.options(), SHAPE, CLASSES);
    }

    public static Mask dense(Network network) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
        return Mask.dense(shapes);
    }
}
