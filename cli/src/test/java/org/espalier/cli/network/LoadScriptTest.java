package org.espalier.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch, told by network.json and load.py, classifies as the engine does: every family, with all its options. */
@Tag("slow")
class LoadScriptTest {
    private static final ImageShape INPUT = new ImageShape(2, 17, 16);
    private static final int IMAGES = 200;
    private static final int CLASSES = 7;

    @TempDir
    private Path folder;

    @Test
    void everyFamilyIsTheSameNetworkInPyTorch() throws IOException, InterruptedException {
        TorchPython.assume();
        List<Path> scripts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String family : List.of("lenet-300-100", "conv2", "conv8", "all-cnn-c", "resnet18", "resnet50")) {
            for (boolean options : new boolean[] {false, true}) {
                Path exported = Files.createDirectories(folder.resolve(family + options));
                expected.add(String.format(Locale.ROOT, "%.4f", export(family, options, exported)));
                scripts.add(exported.resolve("load.py"));
            }
        }
        TorchPython.Ended ended = TorchPython.scripts(scripts);
        assertEquals(0, ended.code(), ended.output());
        List<String> printed = ended.output().lines().filter(l -> l.startsWith("test accuracy")).toList();
        assertEquals(expected.stream().map(a -> "test accuracy " + a + " (record: " + a + ")").toList(), printed);
    }

    /** A network with random weights whose labels are its own answers for most images; its accuracy. */
    private static double export(String family, boolean options, Path to) throws IOException {
        Random random = new Random(family.hashCode());
        Architecture.Options o = new Architecture.Options(0.25, options, options);
        try (Network network = Network.create(Architectures.named(family), o, INPUT, CLASSES)) {
            Map<String, float[]> values = new LinkedHashMap<>();
            for (NetworkParameter p : network.parameters()) {
                float[] array = new float[p.size()];
                double scale = p.role() == Role.WEIGHT ? Math.sqrt(2.0 / p.fanIn()) : 0.3;
                for (int i = 0; i < array.length; i++) {
                    double v = scale * random.nextGaussian();
                    array[i] = (float) (p.name().endsWith("runningVar") || p.role() == Role.NORM_SCALE ? 1 + v * v : v);
                }
                values.put(p.name(), array);
            }
            network.setNormState(values);
            network.load(new FixedWeights(new InitialWeights(values)), 0);
            float[] pixels = new float[IMAGES * INPUT.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextFloat();
            }
            Standardisation standardisation = new Standardisation(new double[] {0.4, 0.6}, new double[] {0.2, 0.3});
            LabelledImages unlabelled = standardisation.apply(new LabelledImages(INPUT, CLASSES, pixels, new int[IMAGES]));
            int[] answers = Evaluation.of(network, unlabelled, new CrossEntropy(0)).predictions();
            long[] labels = new long[IMAGES];
            int right = 0;
            for (int i = 0; i < IMAGES; i++) {
                labels[i] = i % 8 == 3 ? (answers[i] + 1) % CLASSES : answers[i];
                right += labels[i] == answers[i] ? 1 : 0;
            }
            Npz.write(to.resolve("test.npz"), Map.of("images", NpyArray.of(pixels, IMAGES, 2, 17, 16), "labels",
                NpyArray.of(labels, IMAGES)));
            Files.writeString(to.resolve("network.json"), NetworkJson.write(new NetworkDescription(family, o, INPUT, CLASSES,
                network.layers(), Optional.of(standardisation), new NetworkDescription.Origin(Optional.empty(),
                    Optional.empty(), OptionalLong.of(3), Optional.empty(), Optional.empty()))));
            WeightFile.write(to.resolve("final.safetensors"), network);
            double accuracy = right / (double) IMAGES;
            new ObjectMapper().writeValue(to.resolve("record.json").toFile(),
                Map.of("summary", Map.of("3", Map.of("test_accuracy", accuracy))));
            Files.copy(LoadScriptTest.class.getResourceAsStream("load.py"), to.resolve("load.py"));
            return accuracy;
        }
    }
}
