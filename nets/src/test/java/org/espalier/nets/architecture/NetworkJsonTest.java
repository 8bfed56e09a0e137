package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.LayerSpec.Size;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.Standardisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkJsonTest {
    private static final NetworkDescription EVERY_KIND = new NetworkDescription("custom",
        new Architecture.Options(0.125, true, true, 0.25), new ImageShape(3, 8, 9), 10, List.of(
            new LayerSpec.Conv("conv1", 8, new Size(3, 5), new Size(1, 2), new Size(1, 0), false),
            new LayerSpec.BatchNorm("bn1", true, 1e-3, 0.01), new LayerSpec.Relu(),
            new LayerSpec.MaxPool(Size.square(2), new Size(2, 1)),
            new LayerSpec.ResidualBlock("stage1.block1",
                List.of(new LayerSpec.Conv("conv1", 4, Size.square(1), Size.square(1), Size.square(0), true)),
                List.of(new LayerSpec.Conv("conv", 4, Size.square(1), Size.square(1), Size.square(0), false))),
            new LayerSpec.ResidualBlock("identity", List.of(new LayerSpec.Relu()), List.of()),
            new LayerSpec.AveragePoolAll(), new LayerSpec.DropoutPlace(), new LayerSpec.Flatten(),
            new LayerSpec.LinearLayer("fc", 10, true)),
        Optional.of(new Standardisation(new double[] {0.1, 0.2, 1 / 3.0}, new double[] {1, 2, 3})),
        new NetworkDescription.Origin(Optional.of("cifar10"), Optional.of("abc"), OptionalLong.of(3), Optional.of("a/b"),
            Optional.of("0123")));

    @Test
    void readsWhatItWrote() {
        NetworkDescription read = NetworkJson.parse(NetworkJson.write(EVERY_KIND), "it");
        assertEquals(EVERY_KIND.layers(), read.layers());
        assertEquals(EVERY_KIND.options(), read.options());
        assertEquals(EVERY_KIND.input(), read.input());
        assertEquals(EVERY_KIND.origin(), read.origin());
        assertArrayEquals(EVERY_KIND.normalisation().orElseThrow().mean(), read.normalisation().orElseThrow().mean());
        assertArrayEquals(EVERY_KIND.normalisation().orElseThrow().std(), read.normalisation().orElseThrow().std());
        assertEquals(NetworkJson.write(EVERY_KIND), NetworkJson.write(read));
    }

    /** What is left out has PyTorch's default. */
    @Test
    void readsWhatAPersonWrites() {
        NetworkDescription read = NetworkJson.parse("""
            {"input": [1, 28, 28], "classes": 10, "layers": [
              {"type": "conv", "name": "c", "filters": 4, "kernel": 3},
              {"type": "batch-norm", "name": "n"}, {"type": "max-pool", "size": [2, 2]},
              {"type": "flatten"}, {"type": "linear", "name": "out", "units": 10}]}""", "it");
        assertEquals(List.of(
            new LayerSpec.Conv("c", 4, Size.square(3), Size.square(1), Size.square(0), true),
            new LayerSpec.BatchNorm("n", true, 1e-5, 0.1), new LayerSpec.MaxPool(Size.square(2), Size.square(2)),
            new LayerSpec.Flatten(), new LayerSpec.LinearLayer("out", 10, true)), read.layers());
        assertEquals(NetworkDescription.CUSTOM, read.architecture());
        assertTrue(read.normalisation().isEmpty());
        assertEquals(NetworkDescription.Origin.UNKNOWN, read.origin());
    }

    /** Each is one thing wrong; the message says where. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[]                                                     | the file: expected an object, found array",
        "{\"classes\":10,\"layers\":[]}                         | input: missing",
        "{\"input\":[1,2],\"classes\":10,\"layers\":[]}         | input: expected 3 whole numbers, found 2",
        "{\"input\":[1,2,2.5],\"classes\":10,\"layers\":[]}     | input[2]: expected a whole number, found 2.5",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[]}       | layers: there is none",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[{\"type\":\"lstm\"}]} | layers[0].type: unknown layer 'lstm'",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[{\"type\":\"relu\",\"x\":1}]} | layers[0].x: unknown",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[{\"type\":\"linear\",\"name\":\"a\",\"units\":0}]} | layers[0]: linear 'a': units must be",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[{\"type\":\"linear\",\"name\":\"../a\",\"units\":1}]} | called '../a'",
        "{\"input\":[1,2,2],\"classes\":10,\"layers\":[{\"type\":\"linear\",\"name\":\"shortcut\",\"units\":1}]} | called 'shortcut'",
        "{\"input\":[1,2,2],\"classes\":0,\"layers\":[{\"type\":\"relu\"}]} | classes: expected 1",
        "{\"input\":[1,2000000,2],\"classes\":1,\"layers\":[{\"type\":\"relu\"}]} | input: expected",
        "{\"input\":[1,2,2],\"classes\":1,\"classes\":1,\"layers\":[{\"type\":\"relu\"}]} | Duplicate field 'classes'",
        "{\"input\":[1,2,2],\"classes\":1,\"layers\":[{\"type\":\"relu\"}]} 7 | Trailing token",
        "{\"input\":[1,2,2],\"classes\":1,\"format\":2,\"layers\":[{\"type\":\"relu\"}]} | format: expected 1, found 2",
        "{\"input\":[1,2,2],\"classes\":1,\"layers\":[{\"type\":\"relu\"}],\"normalisation\":{\"mean\":[1,2],\"deviation\":[1,2]}} | normalisation: expected a mean for each of the 1 channels",
        "{\"input\":[1,2,2],\"classes\":1,\"layers\":[{\"type\":\"relu\"}],\"normalisation\":{\"mean\":[1],\"deviation\":[0]}} | a standard deviation must be positive",
        "{\"input\":[1,2,2],\"classes\":1,\"layers\":[{\"type\":\"residual\",\"name\":\"r\",\"body\":[{\"type\":\"conv\",\"name\":\"c\",\"filters\":-1,\"kernel\":[3,3]}]}]} | layers[0].body[0]: conv 'c': filters must be",
        "{\"input\":[1,2,2],\"classes\":1,\"layers\":[{\"type\":\"linear\",\"name\":\"a\",\"units\":1},{\"type\":\"linear\",\"name\":\"a\",\"units\":1}]} | two layers are called 'a'"})
    void refusesWithThePlace(String json, String expected) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> NetworkJson.parse(json, "net.json"));
        assertTrue(e.getMessage().startsWith("net.json is not the description of a network: "), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    /** Deep nesting and large files are refused before they take memory or stack. */
    @Test
    void refusesBombs(@TempDir Path folder) throws IOException {
        String deep = "{\"type\":\"residual\",\"name\":\"r\",\"body\":[".repeat(300) + "]}".repeat(300);
        assertThrows(InvalidInputException.class,
            () -> NetworkJson.parse("{\"input\":[1,2,2],\"classes\":1,\"layers\":[" + deep + "]}", "bomb"));
        assertThrows(InvalidInputException.class, () -> NetworkJson.parse("[".repeat(100_000), "bomb"));
        Path large = folder.resolve("large.json");
        Files.write(large, " ".repeat(17 << 20).getBytes(StandardCharsets.US_ASCII));
        assertTrue(assertThrows(InvalidInputException.class, () -> NetworkJson.read(large)).getMessage().contains("expected the"));
        assertThrows(InvalidInputException.class, () -> NetworkJson.read(folder.resolve("missing.json")));
        assertThrows(InvalidInputException.class, () -> NetworkJson.parse("", "empty"));
    }
}
