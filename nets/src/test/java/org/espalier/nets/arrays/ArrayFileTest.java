package org.espalier.nets.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that NumPy and PyTorch wrote give the numbers that NumPy and PyTorch find in them, and other kinds of file are named.
 * The files and expected.json were made by src/test/python/arrays_reference.py.
 */
class ArrayFileTest {

    @TempDir
    private Path folder;

    static Path reference(String name) {
        return Path.of("src/test/resources/org/espalier/nets/arrays", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.npz", "types-deflated.npz", "types.safetensors", "checkpoint.pt", "protocol4.pt", "legacy.pt",
        "single.pth", "big-endian.pt"})
    void everyTypeIsWhatItsWriterSays(String name) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(reference("expected.json").toFile()).get(name);
        Map<String, StoredArray> arrays = ArrayFile.read(reference(name));
        List<String> readable = new ArrayList<>();
        arrays.forEach((key, array) -> {
            if (array.unreadable().isEmpty()) {
                readable.add(key);
            }
        });
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertEquals(names, readable);
        for (String key : names) {
            StoredArray array = arrays.get(key);
            assertEquals(expected.get(key).get("type").asText(), array.type().label(), key);
            assertEquals(expected.get(key).get("shape").toString(), Arrays.toString(array.shape()).replace(" ", ""), key);
            double[] values = StreamSupport.stream(expected.get(key).get("values").spliterator(), false)
                .mapToDouble(v -> v.asText().equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(v.asText())).toArray();
            assertArrayEquals(values, array.doubles(), key);
            assertEquals(values.length, array.size(), key);
            float[] floats = array.floats();
            for (int i = 0; i < values.length; i++) {
                assertEquals((float) values[i], floats[i], key);
            }
            assertTrue(array.origin().contains(name), array.origin());
        }
    }

    @Test
    void wholeNumbersAreExactAndOthersAreNotTaken() {
        Map<String, StoredArray> arrays = ArrayFile.read(reference("types.npz"));
        assertArrayEquals(new long[] {-1L << 40}, arrays.get("i8").longs());
        assertArrayEquals(new long[] {4294967295L}, arrays.get("u4").longs());
        assertArrayEquals(new long[] {1, 0}, arrays.get("b1").longs());
        refused(() -> arrays.get("u8").longs(), "u8", "18446744073709549568", "2^63");
        refused(() -> arrays.get("f4").longs(), "types.npz: f4", "float32", "whole numbers");
        refused(() -> arrays.get("f4").complexParts(), "complex");
        assertArrayEquals(new boolean[] {true, false}, arrays.get("b1").booleans());
        refused(() -> arrays.get("u1").booleans(), "types.npz: u1", "255.0", "[1]", "0 or 1");
        StoredArray complex = ArrayFile.read(reference("beside.npz")).get("complex");
        assertArrayEquals(new double[] {1, 2}, complex.complexParts());
        refused(complex::doubles, "complex64", "real numbers");
    }

    @Test
    void whatIsNotDecodedDoesNotHideTheRest() {
        Map<String, StoredArray> numpys = ArrayFile.read(reference("beside.npz"));
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, numpys.get("states").doubles());
        refused(() -> numpys.get("objects").doubles(), "beside.npz: objects", "Python objects");
        refused(() -> numpys.get("records").doubles(), "records", "structured");
        refused(() -> numpys.get("names").doubles(), "names", "<U1");
        refused(() -> numpys.get("raw").doubles(), "bfloat16", "float32");
        Map<String, StoredArray> torchs = ArrayFile.read(reference("beside.pt"));
        refused(() -> torchs.get("f8").doubles(), "beside.pt: f8", "float8_e4m3fn");
        refused(() -> ArrayFile.read(reference("types.safetensors")).get("f8").doubles(), "F8_E4M3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"evil.pt|would call posix.system, which is refused", "module.pt|holds a whole network",
        "module.pt|state_dict()", "script.pt|TorchScript", "sparse.pt|_rebuild_sparse_tensor", "numpy.pt|numpy.savez"})
    void torchFilesOfOtherThingsAreRefusedByName(String name, String words) {
        refused(() -> ArrayFile.read(reference(name)), name, words);
    }

    @Test
    void oneArrayIsExpectedWhereOneIs() {
        assertEquals("single", ArrayFile.single(reference("single.pth")).name());
        refused(() -> ArrayFile.single(reference("types.npz")), "types.npz", "18 arrays", "f2", "expected one");
    }

    @Test
    void contentCountsNotTheName() throws IOException {
        Path file = folder.resolve("weights.dat");
        Files.copy(reference("checkpoint.pt"), file);
        assertTrue(ArrayFile.read(file).containsKey("model.0.weight"));
        Files.copy(reference("types.safetensors"), folder.resolve("weights.npz"));
        assertTrue(ArrayFile.read(folder.resolve("weights.npz")).containsKey("bf16"));
    }

    @Test
    void aSafetensorsHeaderWhoseLengthLooksLikeAnotherKindIsNotMistaken() throws IOException {
        // 0x0480, a pickle's first bytes, and 0x8b1f, those of gzip.
        for (int length : new int[] {0x0480, 0x8b1f}) {
            String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
            ByteBuffer bytes = ByteBuffer.allocate(8 + length + 1).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            bytes.put((header + " ".repeat(length - header.length())).getBytes(StandardCharsets.US_ASCII)).put((byte) 7);
            assertArrayEquals(new double[] {7}, ArrayFile.single(Files.write(folder.resolve("weights"), bytes.array())).doubles());
        }
    }

    @Test
    void aFileThatChangesAfterItWasOpenedIsNotReadInSilence() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.copy(reference("types.safetensors"), file);
        StoredArray array = ArrayFile.read(file).get("bf16");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
        refused(array::doubles, "a.safetensors: bf16", "ends before");
    }

    @Test
    void anArchiveWhoseNumbersWereDamagedIsNotReadInSilence() throws IOException {
        byte[] bytes = Files.readAllBytes(reference("types.npz"));
        byte[] third = new byte[8];
        ByteBuffer.wrap(third).order(ByteOrder.LITTLE_ENDIAN).putDouble(1 / 3.0);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(third, StandardCharsets.ISO_8859_1));
        bytes[at] ^= 1;
        Path file = Files.write(folder.resolve("flipped.npz"), bytes);
        refused(() -> ArrayFile.read(file).get("f8").doubles(), "flipped.npz: f8", "checksum");
    }

    @Test
    void otherKindsAreNamedWithWhatToDo() throws IOException {
        names(new byte[0], "empty");
        names("version https://git-lfs.github.com/spec/v1\noid sha256:1\n".getBytes(StandardCharsets.US_ASCII), "git lfs pull");
        names(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0}, "HDF5", "h5py");
        names("MATLAB 5.0 MAT-file, Platform".getBytes(StandardCharsets.US_ASCII), "MATLAB", "scipy.io.loadmat");
        names("1.0,2.0\n3.0,4.0\n".getBytes(StandardCharsets.US_ASCII), "text", "numpy.save");
        names(new byte[] {(byte) 0x80, 4, (byte) 0x95, 1, 0}, "pickle", "code");
        names(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, "no known kind", "01 02 03 04");
        names(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "image");
        Path zipped = folder.resolve("a.npy.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(1);
        }
        refused(() -> ArrayFile.read(zipped), "gunzip");
        Path archive = folder.resolve("model.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry("model.weights.h5"));
        }
        refused(() -> ArrayFile.read(archive), "model.keras", "Keras");
        refused(() -> ArrayFile.read(folder), "folder");
        refused(() -> ArrayFile.read(folder.resolve("none.npy")), "none.npy", "no such file");
    }

    private void names(byte[] content, String... words) throws IOException {
        Path file = Files.write(folder.resolve("other.bin"), content);
        refused(() -> ArrayFile.read(file), words);
        refused(() -> ArrayFile.read(file), "other.bin", ".npz");
    }

    /** Refused in one sentence. */
    static void refused(Executable read, String... words) {
        String message = assertThrows(InvalidInputException.class, read).getMessage();
        assertTrue(message.endsWith(".") && !message.endsWith("..") && !message.contains("\n"), message);
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }
}
