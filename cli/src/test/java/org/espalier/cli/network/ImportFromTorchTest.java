package org.espalier.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.cli.Streams;
import org.espalier.cli.command.Espalier;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that PyTorch trains here and now, pruned and with batch normalisation, are as accurate when imported. */
@Tag("slow")
class ImportFromTorchTest {
    private static final String CONVNET = """
        {"input": [1, 8, 8], "classes": 10, "dataset": "digits", "normalisation": {"mean": [0], "deviation": [1]}, "layers": [
         {"type": "conv", "name": "conv1", "filters": 12, "kernel": [3, 3], "padding": [1, 1]},
         {"type": "batch-norm", "name": "bn1"}, {"type": "relu"}, {"type": "max-pool", "size": [2, 2]},
         {"type": "conv", "name": "conv2", "filters": 16, "kernel": [3, 3], "padding": [1, 1], "bias": false},
         {"type": "batch-norm", "name": "bn2"}, {"type": "relu"}, {"type": "average-pool-all"},
         {"type": "linear", "name": "fc", "units": 10}]}
        """;

    @TempDir
    private Path folder;

    @Test
    void accuraciesAgreeToFourDigits() throws IOException, InterruptedException {
        TorchPython.assume();
        DataSet.TrainAndTest digits = DataSets.named("digits").load(DataLocator.standard());
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        put(arrays, "train", digits.train());
        put(arrays, "test", digits.test());
        Npz.write(folder.resolve("digits.npz"), arrays);
        TorchPython.Ended ended = TorchPython.run(List.of("-B", "src/test/python/train_networks.py",
            folder.resolve("digits.npz").toString(), folder.toString()));
        assertEquals(0, ended.code(), ended.output());
        JsonNode accuracies = new ObjectMapper().readTree(folder.resolve("accuracies.json").toFile());
        Path convnet = Files.writeString(folder.resolve("convnet.json"), CONVNET);
        String[] lenet = {"--architecture", "lenet-300-100", "--width", "0.1", "--dataset", "digits", "--normalisation", "0.5,0.25"};
        JsonNode mlp = imported("mlp", lenet);
        JsonNode pruned = imported("pruned", lenet);
        JsonNode conv = imported("convnet", "--architecture", convnet.toString());
        assertEquals(accuracies.get("mlp").doubleValue(), mlp.get("test_accuracy").doubleValue(), 5e-5);
        assertEquals(accuracies.get("pruned").doubleValue(), pruned.get("test_accuracy").doubleValue(), 5e-5);
        assertEquals(accuracies.get("convnet").doubleValue(), conv.get("test_accuracy").doubleValue(), 5e-5);
        // 40 % of 1,920 and of 300 weights, and all 100 of the last layer.
        assertEquals(988, pruned.get("kept_weights").intValue());
        assertTrue(accuracies.get("mlp").doubleValue() > 0.5 && accuracies.get("convnet").doubleValue() > 0.5,
            "what has not learnt would agree by chance");
    }

    private static void put(Map<String, NpyArray> arrays, String part, LabelledImages images) {
        arrays.put("x_" + part, NpyArray.of(images.pixels(), images.count(), 1, 8, 8));
        arrays.put("y_" + part, NpyArray.of(Arrays.stream(images.labels()).asLongStream().toArray(), images.count()));
    }

    private JsonNode imported(String name, String... options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("import-network", folder.resolve(name + ".pt").toString(), "--name",
            name, "--json", "--out", folder.resolve("runs").toString()));
        words.addAll(List.of(options));
        int code = Espalier.run(words, new Streams(new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), false, Map.of()));
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
