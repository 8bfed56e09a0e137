package org.espalier.nets.imported;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are PyTorch's, written by src/test/python/make_imported_networks.py; so are the outputs that are expected. */
class ImportedNetworkTest {
    @TempDir
    private Path folder;

    private static Path fixture(String name) {
        try {
            return Path.of(ImportedNetworkTest.class.getResource("/imported/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NetworkImport.Request request(Path file, Path description, ArrayLayout layout) {
        NetworkDescription network = NetworkJson.read(description);
        return new NetworkImport.Request(file, Optional.empty(), new LayerArchitecture(description.toString(), network),
            Architecture.Options.PLAIN, network.input(), network.classes(), layout,
            new Standardisation(new double[network.input().channels()], ones(network.input().channels())),
            NetworkDescription.Origin.UNKNOWN);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    private static NetworkImport read(String file, String description, ArrayLayout layout) {
        return NetworkImport.read(request(fixture(file), fixture(description), layout));
    }

    private static void assertOutputs(ImportedNetwork imported, String which) {
        Map<String, NpyArray> expected = Npz.read(fixture("outputs.npz"));
        NetworkDescription d = imported.description();
        try (Network network = Network.create(new LayerArchitecture("test", d), Architecture.Options.PLAIN, d.input(),
            d.classes())) {
            WeightFile.load(imported.weights(), network);
            LabelledImages images = new LabelledImages(d.input(), d.classes(), floats(expected.get(which + "_images")), new int[5]);
            assertArrayEquals(floats(expected.get(which + "_outputs")), network.outputs(images, 0, 5), 1e-5f);
        }
    }

    private static float[] floats(NpyArray array) {
        double[] values = array.doubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void aCheckpointWithNamesOfItsOwnGivesPyTorchsOutputs() {
        NetworkImport read = read("convnet.pt", "convnet.json", ArrayLayout.TORCH);
        assertOutputs(read.network(), "convnet");
        assertEquals("by name", read.how());
        assertEquals("norm.running_var", read.origins().get("norm.runningVar"));
        assertTrue(read.notes().toString().contains("state_dict") && read.notes().toString().contains("module."),
            read.notes().toString());
        assertEquals(1, read.network().mask().density());
    }

    /** torch.save({"model": net.state_dict(), "optimizer": ..., "epoch": 3}): what lies beside it is no parameter. */
    @Test
    void theModelOfACheckpointWithItsOptimizerIsTaken(@TempDir Path folder) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("model.l1.weight", NpyArray.of(new float[6], 2, 3));
        arrays.put("model.l1.bias", NpyArray.of(new float[2], 2));
        Path alone = folder.resolve("alone.npz");
        Npz.write(alone, arrays);
        assertEquals(Set.of("model.l1"), ForeignParameters.read(alone).layers().keySet());
        arrays.put("optimizer.state.0.step", NpyArray.of(new float[1], 1));
        Path checkpoint = folder.resolve("checkpoint.npz");
        Npz.write(checkpoint, arrays);
        ForeignParameters read = ForeignParameters.read(checkpoint);
        assertEquals(Set.of("l1"), read.layers().keySet());
        assertTrue(read.notes().toString().contains("entry 'model'"), read.notes().toString());
    }

    @Test
    void aPrunedSequentialIsMatchedByShapeAndKeepsItsMask() {
        NetworkImport read = read("mlp.pt", "mlp.json", ArrayLayout.TORCH);
        assertOutputs(read.network(), "mlp");
        assertEquals("by shape and order of the names", read.how());
        assertEquals("3.weight", read.origins().get("fc2.weight"));
        assertEquals("5.bias", read.origins().get("fc3.bias"));
        assertEquals(36, read.network().mask().layer("fc1.weight").keptCount());
        assertEquals(27, read.network().mask().layer("fc2.weight").keptCount());
        assertEquals(36, read.network().mask().layer("fc3.weight").keptCount());
    }

    @Test
    void channelsLastIsTurnedTheFlattenedImageToo() {
        assertOutputs(read("channels-last.npz", "convnet.json", ArrayLayout.KERAS).network(), "convnet");
        String message = assertThrows(InvalidInputException.class, () -> read("channels-last.npz", "convnet.json", ArrayLayout.TORCH))
            .getMessage();
        assertTrue(message.contains("first/kernel") || message.contains("first.kernel"), message);
        assertTrue(message.contains("--layout keras"), message);
    }

    @Test
    void aRegisteredArchitectureTakesBiasesWhereTheFileHasThem() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        int[] sizes = {16, 30, 10, 3};
        for (int i = 0; i < 3; i++) {
            arrays.put("net." + 2 * i + ".weight", NpyArray.of(random(sizes[i] * sizes[i + 1], i), sizes[i + 1], sizes[i]));
            arrays.put("net." + 2 * i + ".bias", NpyArray.of(random(sizes[i + 1], 9 + i), sizes[i + 1]));
        }
        Path file = folder.resolve("lenet.npz");
        Npz.write(file, arrays);
        NetworkImport read = NetworkImport.read(lenet(file, 0.1));
        assertTrue(read.network().description().options().bias());
        assertEquals("net.2.bias", read.origins().get("fc2.bias"));
        assertEquals("lenet-300-100", read.network().description().architecture());
        arrays.remove("net.2.bias");
        Npz.write(file, arrays);
        String message = assertThrows(InvalidInputException.class, () -> NetworkImport.read(lenet(file, 0.1))).getMessage();
        assertTrue(message.contains("net.2") && message.contains("bias [10]"), message);
        Map<String, NpyArray> unnamed = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            unnamed.put("arr_" + i, NpyArray.of(random(sizes[i] * sizes[i + 1], i), sizes[i + 1], sizes[i]));
        }
        Npz.write(file, unnamed);
        assertEquals("by order, the arrays having no names", NetworkImport.read(lenet(file, 0.1)).how());
        assertTrue(assertThrows(InvalidInputException.class, () -> NetworkImport.read(lenet(file, 0.2))).getMessage()
            .contains("[30, 16], expected [60, 16]"));
    }

    private static NetworkImport.Request lenet(Path file, double width) {
        return new NetworkImport.Request(file, Optional.empty(), Architectures.named("lenet-300-100"),
            new Architecture.Options(width, false, false), new ImageShape(1, 4, 4), 3, ArrayLayout.TORCH,
            new Standardisation(new double[1], ones(1)), NetworkDescription.Origin.UNKNOWN);
    }

    private static float[] random(int count, int seed) {
        float[] values = new float[count];
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() + 0.01f;
        }
        return values;
    }

    private void refused(Consumer<Map<String, NpyArray>> change, String... words) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int i = 1; i <= 4; i++) {
            int outputs = i == 4 ? 3 : 6;
            int inputs = i == 1 ? 12 : 6;
            arrays.put("fc" + i + ".weight", NpyArray.of(random(outputs * inputs, i), outputs, inputs));
            arrays.put("fc" + i + ".bias", NpyArray.of(random(outputs, i), outputs));
        }
        change.accept(arrays);
        Path file = folder.resolve("bad.npz");
        Npz.write(file, arrays);
        String message = assertThrows(InvalidInputException.class,
            () -> NetworkImport.read(request(file, fixture("mlp.json"), ArrayLayout.TORCH))).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }

    @Test
    void eachFaultNamesTheFilesArrayAndOurs() {
        refused(a -> a.remove("fc2.bias"), "'fc2' has no bias", "'fc2.bias' [6]");
        refused(a -> a.put("fc9.weight", NpyArray.of(random(4, 1), 2, 2)), "fc9");
        refused(a -> a.put("fc1.running_mean", NpyArray.of(random(6, 1), 6)), "fc1.running_mean", "has none");
        refused(a -> a.put("fc4.weight", NpyArray.of(random(18, 1), 6, 3)), "fc4.weight", "[6, 3]", "[3, 6]");
        refused(a -> a.put("fc1.bias", NpyArray.of(new float[] {0, 1, Float.NaN, 0, 0, 0}, 6)), "fc1.bias", "NaN", "place 2");
        refused(a -> a.put("fc1.bias", NpyArray.of(new double[] {0, 1e300, 0, 0, 0, 0}, 6)), "fc1.bias", "Infinity", "place 1");
        refused(a -> a.put("fc1.nonsense", NpyArray.of(random(6, 1), 6)), "fc1.nonsense", ".running_mean");
        refused(a -> a.put("fc1.weight_mask", NpyArray.of(random(6, 1), 6)), "fc1.weight_mask", "no 'fc1.weight_orig'");
        refused(a -> a.put("fc1.weight_orig", a.remove("fc1.weight")), "no mask 'fc1.weight_mask'");
        refused(a -> {
            a.put("fc1.weight_orig", a.remove("fc1.weight"));
            a.put("fc1.weight_mask", NpyArray.of(new float[] {1, 0}, 2));
        }, "fc1.weight_mask", "[2]", "[6, 12]");
        refused(a -> {
            a.put("encoder.weight", a.remove("fc2.weight"));
            a.put("encoder.bias", a.remove("fc2.bias"));
        }, "[fc3, encoder]", "do not tell their order");
        refused(a -> a.put("fc1/weight", a.get("fc1.weight")), "two arrays");
    }

    @Test
    void aKeptNetworkIsReadBackByItsContent() throws IOException {
        NetworkImport.Request plain = request(fixture("convnet.pt"), fixture("convnet.json"), ArrayLayout.TORCH);
        NetworkImport read = NetworkImport.read(new NetworkImport.Request(plain.file(), Optional.of(fixture("convnet.pt")),
            plain.architecture(), plain.options(), plain.input(), plain.classes(), plain.layout(), plain.normalisation(),
            plain.origin()));
        Path runs = folder.resolve("runs");
        Reference reference = keep(runs, read.network());
        assertEquals(reference, keep(runs, read.network()));
        assertEquals(reference.toString(), StoredNetworks.given("imported:mine"));
        ImportedNetwork back = ImportedNetworks.read(reference.toString());
        assertOutputs(back, "convnet");
        assertArrayEquals(read.network().weights().of("first.weight"), back.initial().orElseThrow().of("first.weight"));
        assertEquals(new ImageShape(2, 7, 7), StoredNetworks.find(reference.toString()).orElseThrow().network().input());
        Map<String, float[]> other = new LinkedHashMap<>(read.network().weights().values());
        float[] changed = other.get("out.bias").clone();
        changed[0] += 1;
        other.put("out.bias", changed);
        ImportedNetwork another = new ImportedNetwork(read.network().description(), new InitialWeights(other),
            read.network().mask(), read.network().initial());
        assertNotEquals(read.network().hash(), another.hash());
        assertTrue(assertThrows(InvalidInputException.class, () -> keep(runs, another)).getMessage().contains("another --name"));
        Path weights = runs.resolve("networks/mine").resolve(ImportedNetworks.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 2] ^= 1;
        Files.write(weights, bytes);
        assertTrue(assertThrows(InvalidInputException.class, () -> ImportedNetworks.read(reference.toString())).getMessage()
            .contains("another hash"));
        assertTrue(assertThrows(InvalidInputException.class, () -> StoredNetworks.given("imported:none")).getMessage()
            .contains("no network 'none'"));
        assertTrue(assertThrows(InvalidInputException.class, () -> StoredNetworks.given("imported:mine@0123456789abcdef")).getMessage()
            .contains("another network"));
        assertTrue(assertThrows(InvalidInputException.class, () -> StoredNetworks.given("imported:../x")).getMessage()
            .contains("expected a name"));
        Brought.open(folder);
    }

    private static Reference keep(Path runs, ImportedNetwork imported) {
        NetworkDescription d = imported.description();
        try (Network network = Network.create(new LayerArchitecture("test", d), Architecture.Options.PLAIN, d.input(),
            d.classes())) {
            WeightFile.load(imported.weights(), network);
            return ImportedNetworks.keep(runs, "mine", imported, network, Map.of("file", "convnet.pt"));
        }
    }
}
