package org.espalier.nets.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Synthetic;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.parametrization.DenseWeights;

/** A program that trains small networks and prints a hash of all their bits, for comparison between JVMs. */
final class TrainingHash {
    private static final ImageShape SHAPE = new ImageShape(3, 9, 9);

    private TrainingHash() {}

    /** @param arguments how many arrays to make first, so that memory is laid out differently */
    public static void main(String[] arguments) throws Exception {
        System.out.println("hash " + hash(Integer.parseInt(arguments[0])));
    }

    static String hash(int disturbances) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DataSplit data = Synthetic.split(SHAPE, 5, 70, 30);
        try (NDManager disturbing = Engine.newManager()) {
            for (int i = 0; i < disturbances; i++) {
                disturbing.create(new float[17 * i + 3], new Shape(17L * i + 3));
            }
            for (String name : new String[] {"lenet-300-100", "conv4", "resnet18"}) {
                double width = name.equals("lenet-300-100") ? 0.37 : 0.1;
                try (Network network = Network.create(Architectures.named(name), new Options(width, true, true), SHAPE, 5)) {
                    Training.run(network, new DenseWeights(network, Synthetic.weights(network, 1)), data,
                        TrainingOptions.of(Adam.of(1e-4), 1e-3, 6, 32, 4), Synthetic.random(1), TrainingMonitor.SILENT);
                    for (Map<String, float[]> values : List.of(network.effective(), network.normState())) {
                        for (float[] array : values.values()) {
                            ByteBuffer bytes = ByteBuffer.allocate(4 * array.length);
                            bytes.asFloatBuffer().put(array);
                            digest.update(bytes);
                        }
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
