package org.espalier.nets.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    /** Made by the safetensors package of Python, see src/test/python/safetensors_reference.py. */
    @Test
    void readsWhatTheReferenceImplementationWrote() throws URISyntaxException {
        Safetensors.Contents contents = Safetensors.read(
            Path.of(SafetensorsTest.class.getResource("reference.safetensors").toURI()));
        Map<String, SafeTensor> t = contents.tensors();
        assertEquals(Map.of("made", "by safetensors"), contents.metadata());
        assertEquals(8, t.size());
        assertArrayEquals(new long[] {2, 3}, t.get("f32").shape());
        assertArrayEquals(new float[] {1.5f, -2.25f, 3, 0, Float.POSITIVE_INFINITY, 1e-40f}, t.get("f32").floats());
        assertArrayEquals(new double[] {1 / 3.0, -1e300}, t.get("f64").doubles());
        assertArrayEquals(new float[] {1, -2, 65504, 0x1p-24f, 0.333251953125f, Float.NEGATIVE_INFINITY},
            t.get("f16").floats());
        assertArrayEquals(new float[] {1, -3.140625f, Float.intBitsToFloat(0x7e960000)}, t.get("bf16").floats());
        assertArrayEquals(new boolean[] {true, false, false, true}, t.get("mask").booleans());
        assertArrayEquals(new int[] {0, 1, 255}, t.get("u8").ints());
        assertArrayEquals(new int[] {-1, Integer.MAX_VALUE}, t.get("i32").ints());
        assertArrayEquals(new long[] {-9007199254740993L}, t.get("i64").longs());
        assertArrayEquals(new long[0], t.get("i64").shape());
        assertArrayEquals(new double[] {1, -2, 65504, 0x1p-24, 0.333251953125, Double.NEGATIVE_INFINITY},
            t.get("f16").doubles());
    }

    @Test
    void writesTheBytesOfTheSpecification() throws IOException {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("b", SafeTensor.of(new boolean[] {true, false, true}, 3));
        tensors.put("a", SafeTensor.of(new float[] {1, -2}, 2, 1));
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, tensors, Map.of("z", "1", "k", "\u00e9"));
        String json = "{\"__metadata__\":{\"k\":\"\u00e9\",\"z\":\"1\"},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[8,11]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
        byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 1, 0, 1};
        byte[] written = Files.readAllBytes(file);
        assertEquals(0, ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
        assertArrayEquals(file(json + " ".repeat(-json.getBytes(StandardCharsets.UTF_8).length & 7), data), written);
    }

    @Test
    void readsBackWhatItWroteAndLeavesNothingBeside() throws IOException {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("z", SafeTensor.of(new double[] {Math.PI, Double.NaN}, 2));
        tensors.put("layer10", SafeTensor.of(new long[] {Long.MIN_VALUE}, 1));
        tensors.put("layer2", SafeTensor.of(new int[] {-5, 6, 7, 8}, 2, 2));
        tensors.put("none", SafeTensor.of(new float[0], 0, 4));
        tensors.put("flags", SafeTensor.ofBooleans(DType.BOOL, new boolean[] {true}, 1));
        tensors.put("bytes", SafeTensor.of(new byte[] {-1, 2}, 2));
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, tensors, Map.of());
        byte[] first = Files.readAllBytes(file);
        Safetensors.Contents contents = Safetensors.read(file);
        assertEquals(tensors, contents.tensors());
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(contents.tensors().keySet()));
        assertEquals(Map.of(), contents.metadata());
        Safetensors.write(file, contents.tensors(), contents.metadata());
        assertArrayEquals(first, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void anEmptyFileOfTensorsIsWellFormed() {
        Path file = folder.resolve("empty.safetensors");
        Safetensors.write(file, Map.of(), Map.of());
        assertEquals(Map.of(), Safetensors.read(file).tensors());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        not JSON                                                                             | not valid JSON
        []                                                                                   | expected an object
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}                                | not valid JSON
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x                             | not valid JSON
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}                            | after its end
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}} | Duplicate field 'a'
        {"a":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}                 | Duplicate field 'dtype'
        {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                               | expected 12 bytes
        {"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}                               | expected 16 bytes
        {"a":{"dtype":"F4","shape":[16],"data_offsets":[0,8]}}                               | type F4
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                               | data_offsets [8, 0]
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}                              | at byte 8
        {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                               | 8 bytes of data
        {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}                              | 8 bytes of data
        {"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | tensor b at byte 4
        {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | tensor b at byte 4
        {"a":{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}}                               | negative
        {"a":{"dtype":"U8","shape":[8],"data_offsets":[-8,0]}}                               | negative
        {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}           | out of range
        {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}           | out of range
        {"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}         | out of range
        {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}            | not valid JSON
        {"a":{"dtype":"U8","shape":[4294967296],"data_offsets":[0,4294967296]}}              | bytes of data, expected the 4294967296
        {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}                             | whole numbers
        {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}                                 | expected an array
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}                             | more than 2
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}                                 | two data_offsets
        {"a":{"dtype":"F32","data_offsets":[0,8]}}                                           | without a shape
        {"a":{"shape":[2],"data_offsets":[0,8]}}                                             | without a dtype
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"code":"x"}}                    | unknown key code
        {"a":7}                                                                              | expected an object
        {"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}                                | expected text
        {"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}        | expected text
        {"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,8],"data_offsets":[0,8]}} | more than 32
        """)
    void refusesAMalformedHeader(String json, String message) throws IOException {
        refuses(file(json, new byte[8]), message);
    }

    @Test
    void refusesLengthsTheFileDoesNotHave() throws IOException {
        refuses(new byte[0], "0 bytes");
        refuses(new byte[7], "7 bytes");
        refuses(length(Long.MAX_VALUE), "header of 9223372036854775807");
        refuses(length(-1), "header of 18446744073709551615");
        refuses(length(1), "at most the 0 that follow");
        refuses(length(0), "the header is missing");
        byte[] whole = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]);
        for (int cut = 0; cut < whole.length; cut++) {
            refuses(java.util.Arrays.copyOf(whole, cut), "");
        }
        refuses(java.util.Arrays.copyOf(whole, whole.length + 1), "9 bytes of data");
        byte[] long17MiB = new byte[17 << 20];
        ByteBuffer.wrap(long17MiB).order(ByteOrder.LITTLE_ENDIAN).putLong(long17MiB.length - 8);
        refuses(long17MiB, "expected at most 16777216");
        byte[] notUtf8 = whole.clone();
        notUtf8[10] = (byte) 0xff;
        refuses(notUtf8, "not valid JSON");
        refuses(file("[".repeat(100_000), new byte[0]), "an object");
        refuses(file("{\"a\":".repeat(100_000), new byte[0]), "unknown key a");
    }

    @Test
    void namesAFileThatCannotBeReadOrWritten() {
        Path missing = folder.resolve("missing").resolve("a.safetensors");
        assertMessage("a.safetensors: there is no such file", () -> Safetensors.read(missing));
        assertMessage("a.safetensors: there is no such file",
            () -> Safetensors.write(missing, Map.of(), Map.of()));
        assertMessage(folder.toString(), () -> Safetensors.read(folder));
        assertMessage("__metadata__", () -> Safetensors.write(folder.resolve("m"),
            Map.of("__metadata__", SafeTensor.of(new int[1], 1)), Map.of()));
    }

    @Test
    void typedAccessRefusesTheWrongType() {
        SafeTensor doubles = SafeTensor.of(new double[] {1}, 1);
        assertMessage("type F64, expected F32", doubles::floats);
        assertMessage("type F64, expected I64", doubles::longs);
        assertMessage("type F64, expected U8", doubles::booleans);
        assertMessage("type I64", () -> SafeTensor.of(new long[] {1}, 1).ints());
        assertMessage("type I64", () -> SafeTensor.of(new long[] {1}, 1).doubles());
        assertMessage("expected 12", () -> SafeTensor.of(new float[2], 3));
        assertMessage("expected U8 or BOOL", () -> SafeTensor.ofBooleans(DType.F32, new boolean[1], 1));
    }

    @Test
    void masksGoThroughAFile() throws IOException {
        Mask mask = Mask.of(new MaskLayer("layer10.weight", new long[] {2, 2}, new boolean[] {true, false, false, true}),
            new MaskLayer("layer2.weight", new long[] {3}, new boolean[] {false, false, true}));
        Path file = folder.resolve("mask.safetensors");
        MaskFile.write(file, mask, Map.of("density", "0.43"));
        assertEquals(mask, MaskFile.read(file));
        assertEquals(DType.U8, Safetensors.read(file).tensors().get("layer2.weight").dtype());
        Safetensors.write(file, Map.of("w", SafeTensor.ofBooleans(DType.BOOL, new boolean[] {true, false}, 2)), Map.of());
        assertEquals(Mask.of(new MaskLayer("w", new long[] {2}, new boolean[] {true, false})), MaskFile.read(file));

        Safetensors.write(file, Map.of("w", SafeTensor.of(new byte[] {0, 1, 2}, 3)), Map.of());
        assertMessage("mask.safetensors is not a mask, tensor w: element 2 is 2", () -> MaskFile.read(file));
        Safetensors.write(file, Map.of("w", SafeTensor.of(new float[] {0, 1}, 2)), Map.of());
        assertMessage("tensor w: the tensor has type F32", () -> MaskFile.read(file));
        Safetensors.write(file, Map.of("w", SafeTensor.of(new byte[0], 0)), Map.of());
        assertMessage("tensor w", () -> MaskFile.read(file));
        Safetensors.write(file, Map.of(), Map.of());
        assertMessage("has no tensor", () -> MaskFile.read(file));
    }

    @Test
    void equalityComparesContents() {
        assertEquals(SafeTensor.of(new float[] {1, 2}, 2), SafeTensor.of(new float[] {1, 2}, 2));
        assertEquals(SafeTensor.of(new int[4], 4).hashCode(), SafeTensor.of(new int[4], 4).hashCode());
        assertNotEquals(SafeTensor.of(new float[] {1, 2}, 2), SafeTensor.of(new float[] {1, 2}, 1, 2));
        assertNotEquals(SafeTensor.of(new float[1], 1), SafeTensor.of(new int[1], 1));
        assertNotEquals(SafeTensor.of(new float[] {1}, 1), SafeTensor.of(new float[] {2}, 1));
    }

    private void refuses(byte[] bytes, String message) throws IOException {
        Path file = folder.resolve("hostile.safetensors");
        Files.write(file, bytes);
        String found = assertThrows(InvalidInputException.class, () -> Safetensors.read(file)).getMessage();
        assertTrue(found.contains("hostile.safetensors") && found.contains(message), found);
    }

    private static byte[] length(long header) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header).array();
    }

    private static byte[] file(String json, byte[] data) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length).put(header).put(data).array();
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
