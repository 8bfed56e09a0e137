package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.network.Network;
import org.espalier.nets.reference.Brought;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerArchitectureTest {
    private static final ImageShape IMAGE = new ImageShape(1, 16, 16);

    @TempDir
    private Path folder;

    private static String json(String layers) {
        return "{\"format\": 1, \"input\": [1, 16, 16], \"classes\": 10, \"layers\": [" + layers.replace('\'', '"') + "]}";
    }

    private static LayerArchitecture of(String layers) {
        return new LayerArchitecture("mine", NetworkJson.parse(json(layers), "text"));
    }

    /** What a registered architecture computes is a list of layers, and that list gives the same parameters and the same cost. */
    @ParameterizedTest
    @ValueSource(strings = {"lenet-300-100", "conv2", "conv4", "all-cnn-c", "resnet18", "resnet50"})
    void theLayersOfAnArchitectureMakeTheSameNetwork(String name) {
        Architecture.Options options = new Architecture.Options(0.05, true, true);
        try (Network network = Network.create(Architectures.named(name), options, IMAGE, 10)) {
            LayerArchitecture again = new LayerArchitecture("again", new NetworkDescription(NetworkDescription.CUSTOM, options, IMAGE,
                10, network.layers(), java.util.Optional.empty(), NetworkDescription.Origin.UNKNOWN));
            try (Network other = Network.create(again, Architecture.Options.PLAIN, IMAGE, 10)) {
                assertEquals(network.parameters(), other.parameters());
                assertEquals(network.layers(), other.layers());
                assertEquals(network.uses(), other.uses());
                double counted = network.parameters().stream().filter(p -> network.uses().containsKey(p.name()))
                    .mapToDouble(p -> (double) p.size() * network.uses().get(p.name())).sum();
                assertEquals(counted, again.work(IMAGE, 10, Architecture.Options.PLAIN).multiplyAdds());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'type':'conv','name':'a','filters':4,'kernel':[3,3]},{'type':'linear','name':'b','units':10}"
            + "|layers[1] (linear 'b'): is given 4x14x14",
        "{'type':'flatten'},{'type':'conv','name':'a','filters':4,'kernel':[3,3]}"
            + "|layers[1] (conv 'a'): is given a vector of 256",
        "{'type':'flatten'},{'type':'linear','name':'b','units':9}|layers[1] (linear 'b'), gives a vector of 9, expected one output",
        "{'type':'conv','name':'a','filters':10,'kernel':[3,3]}|layers[0] (conv 'a'), gives 10x14x14",
        "{'type':'conv','name':'a','filters':4,'kernel':[19,3],'padding':[1,0]}"
            + "|layers[0] (conv 'a'): its window is 19 in height, larger than the 16 it is given with a padding of 1",
        "{'type':'max-pool','size':[2,20]}|layers[0] (max-pool): its window is 20 in width",
        "{'type':'flatten'},{'type':'average-pool-all'}|layers[1] (average-pool-all): is given a vector",
        "{'type':'residual','name':'r','body':[{'type':'conv','name':'a','filters':2,'kernel':[1,1]}]}"
            + "|layers[0] (residual 'r'): the body gives 2x16x16, the shortcut 1x16x16",
        "{'type':'residual','name':'r','body':[{'type':'relu'},{'type':'linear','name':'a','units':2}]}"
            + "|layers[0].body[1] (linear 'a'): is given 1x16x16",
        "{'type':'flatten'},{'type':'linear','name':'a','units':1000000}|layers[1] (linear 'a'): with it the network has more than",
        "{'type':'conv','name':'a','filters':1000000,'kernel':[1,1]}|layers[0] (conv 'a'): gives 1000000x16x16 for one image",
    })
    void aLayerThatDoesNotFitIsNamedBeforeAnythingIsBuilt(String layers, String message) {
        String found = assertThrows(InvalidInputException.class, () -> of(layers)).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void itIsForOneShapeOfImagesAndOneWidth() {
        LayerArchitecture mine = of("{'type':'flatten'},{'type':'linear','name':'out','units':10}");
        assertTrue(assertThrows(InvalidInputException.class, () -> mine.build(new ImageShape(1, 8, 8), 10, Architecture.Options.PLAIN))
            .getMessage().contains("1x16x16"));
        assertTrue(assertThrows(InvalidInputException.class, () -> mine.build(IMAGE, 10, new Architecture.Options(2, false, false)))
            .getMessage().contains("width 1"));
        assertEquals(2560, mine.work(IMAGE, 10, Architecture.Options.PLAIN).weights());
        assertEquals(List.of(2560L), mine.work(IMAGE, 10, Architecture.Options.PLAIN).layers());
    }

    @Test
    void aFileIsKnownByWhatItDescribes() throws IOException {
        Brought.open(folder.resolve("runs"));
        String layers = "{'type':'flatten'},{'type':'linear','name':'out','units':10}";
        Path file = Files.writeString(folder.resolve("mine.json"), json(layers));
        String name = Architectures.given("file:" + file);
        assertTrue(name.startsWith("file:mine@"), name);
        Path spaced = Files.createDirectories(folder.resolve("b")).resolve("mine.json");
        Files.writeString(spaced, json(layers).replace(",", " ,\n"));
        assertEquals(name, Architectures.given("file:" + spaced));
        Files.writeString(file, json(layers.replace("'out'", "'other'")));
        assertNotEquals(name, Architectures.given("file:" + file));
        Brought.keepAll();
        Path kept = folder.resolve("runs/architectures").resolve(name.substring("file:".length()) + ".json");
        assertEquals(10, NetworkJson.read(kept).classes());
        // Under a name that this process has not met, as another process finds it.
        String other = name.replace("mine", "yours");
        Files.copy(kept, kept.resolveSibling(other.substring("file:".length()) + ".json"));
        assertEquals(10, Architectures.named(other).work(IMAGE, 10, Architecture.Options.PLAIN).weights() / 256);
        Files.writeString(kept.resolveSibling("bad@0123456789abcdef.json"), json(layers));
        assertTrue(assertThrows(InvalidInputException.class, () -> Architectures.named("file:bad@0123456789abcdef")).getMessage()
            .contains("damaged"));
        Files.writeString(file, json("{'type':'relu'}"));
        String message = assertThrows(InvalidInputException.class, () -> Architectures.given("file:" + file)).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("layers[0] (relu)"), message);
        Files.writeString(file, "{");
        assertTrue(assertThrows(InvalidInputException.class, () -> Architectures.given("file:" + file)).getMessage()
            .contains(file.toString()));
    }
}
