package org.espalier.nets.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by NumPy are read, what is written NumPy reads, and damaged or hostile files are refused. */
class NpyTest {
    private static final double[] F8 = {1.5, -2.25, Double.POSITIVE_INFINITY, 1 / 3.0, -1e300, 0};

    @TempDir
    private Path folder;

    private static Path numpys(String name) {
        return Path.of("src/test/resources/org/espalier/nets/npy", name);
    }

    private static Map<String, NpyArray> expected() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("f4", NpyArray.of(new float[] {1.5f, -2.25f, 1e-40f, Float.POSITIVE_INFINITY}, 4));
        arrays.put("f8", NpyArray.of(F8, 2, 3));
        arrays.put("i4", NpyArray.of(new int[] {-1, Integer.MAX_VALUE}, 2, 1));
        arrays.put("i8", NpyArray.of(new long[] {-9007199254740993L}));
        arrays.put("u1", NpyArray.of(new byte[] {0, 1, (byte) 255}, 3));
        arrays.put("b1", NpyArray.of(new boolean[] {true, false, false, true}, 2, 2));
        arrays.put("empty", NpyArray.of(new double[0], 0, 3));
        return arrays;
    }

    @Test
    void numpysArraysAreRead() {
        expected().forEach((name, array) -> assertEquals(array, Npy.read(numpys(name + ".npy")), name));
        assertArrayEquals(new double[] {0, 1, 255}, Npy.read(numpys("u1.npy")).doubles());
        assertArrayEquals(F8, Npy.read(numpys("f8.npy")).doubles());
        assertArrayEquals(new long[] {-9007199254740993L}, Npy.read(numpys("i8.npy")).longs());
        assertThrows(InvalidInputException.class, () -> Npy.read(numpys("f4.npy")).longs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", "version2", "version3"})
    void otherOrdersAndVersionsAreTheSameArray(String name) {
        assertEquals(expected().get("f8"), Npy.read(numpys(name + ".npy")));
    }

    @Test
    void textsAreNumpysToTheByte() throws IOException {
        List<String> texts = List.of("fixed", "not-converged", "ähnlich", "");
        NpyArray array = NpyArray.of(texts, 2, 2);
        assertEquals(array, Npy.read(numpys("texts.npy")));
        assertEquals(texts, Npy.read(numpys("texts-big.npy")).texts());
        Path file = folder.resolve("texts.npy");
        Npy.write(file, array);
        assertArrayEquals(Files.readAllBytes(numpys("texts.npy")), Files.readAllBytes(file));
        assertThrows(InvalidInputException.class, array::doubles);
        assertThrows(InvalidInputException.class, array::longs);
        assertThrows(InvalidInputException.class, () -> NpyArray.of(new double[1], 1).texts());
        assertThrows(InvalidInputException.class, () -> NpyArray.of(List.of("more than sixteen"), 1));
    }

    @Test
    void columnsFirstIsPutRowByRow() {
        double[] values = Npy.read(numpys("fortran.npy")).doubles();
        for (int i = 0; i < 24; i++) {
            assertEquals(i, values[i]);
        }
        assertArrayEquals(new long[] {2, 3, 4}, Npy.read(numpys("fortran.npy")).shape());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "deflated"})
    void numpysArchivesAreRead(String name) {
        assertEquals(expected(), Npz.read(numpys(name + ".npz")));
        assertEquals(List.copyOf(expected().keySet()), List.copyOf(Npz.read(numpys(name + ".npz")).keySet()));
    }

    @Test
    void whatIsWrittenIsNumpysToTheByte() throws IOException {
        for (Map.Entry<String, NpyArray> array : expected().entrySet()) {
            Path file = folder.resolve(array.getKey() + ".npy");
            Npy.write(file, array.getValue());
            assertArrayEquals(Files.readAllBytes(numpys(array.getKey() + ".npy")), Files.readAllBytes(file), array.getKey());
        }
    }

    @Test
    void archivesComeBackAndAreReproducible() throws IOException {
        Npz.write(folder.resolve("a.npz"), expected());
        Npz.write(folder.resolve("b.npz"), expected());
        assertEquals(expected(), Npz.read(folder.resolve("a.npz")));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
        assertThrows(InvalidInputException.class, () -> Npz.write(folder.resolve("no/such.npz"), expected()));
    }

    private void refused(Path file, String... words) {
        String message = assertThrows(InvalidInputException.class, () -> Npy.read(file)).getMessage();
        assertTrue(message.contains(file.getFileName().toString()) && message.endsWith("."), message);
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }

    private Path file(String header, int version, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        out.write(text.length);
        out.write(text.length >> 8);
        out.write(version == 1 ? new byte[0] : new byte[2]);
        out.write(text);
        out.write(data);
        return Files.write(folder.resolve("hostile.npy"), out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), };too large",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), };too large",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), };whole numbers",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (200000000,), };truncated",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), };not understood",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), };16",
        "{'descr': '<f8', 'fortran_order': False, };not understood",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': (1,), };not understood",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,), };twice",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), };not understood",
        "{'descr': '|f8', 'fortran_order': False, 'shape': (1,), };'|f8'",
        "{'descr': '<f16', 'fortran_order': False, 'shape': (4,), };expected numbers: f2, f4",
        "{'descr': '|b1', 'fortran_order': False, 'shape': (8,), };truth value 7",
        "import os;no Python dictionary"})
    void badHeadersAreRefusedBeforeMemoryIsTaken(String header, String word) throws IOException {
        refused(file(header, 1, new byte[] {7, 0, 0, 0, 0, 0, 0, 0}), word);
    }

    @Test
    void badFilesAreRefused() throws IOException {
        refused(folder.resolve("none.npy"), "no such file");
        refused(numpys("record.npy"), "records");
        refused(numpys("object.npy"), "Python objects");
        refused(numpys("stored.npz"), "NUMPY");
        refused(file("{}", 9, new byte[0]), "version 9");
        refused(Files.write(folder.resolve("header.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1,
            -1}), "4294967295");
        byte[] good = Files.readAllBytes(numpys("f8.npy"));
        refused(Files.write(folder.resolve("long.npy"), Arrays.copyOf(good, good.length + 1)), "49 bytes", "48");
    }

    @Test
    void everyCutAndEveryDamagedByteIsReadOrRefused() throws IOException {
        byte[] good = Files.readAllBytes(numpys("fortran.npy"));
        for (int length = 0; length < good.length; length++) {
            refused(Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, length)));
        }
        byte[] archive = Files.readAllBytes(numpys("deflated.npz"));
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            boolean zip = i % 2 == 0;
            byte[] bytes = (zip ? archive : good).clone();
            bytes[random.nextInt(zip ? bytes.length : 128)] = (byte) random.nextInt();
            Path damaged = Files.write(folder.resolve("damaged"), bytes);
            try {
                if (zip) {
                    Npz.read(damaged);
                } else {
                    Npy.read(damaged);
                }
            } catch (InvalidInputException e) {
                assertTrue(e.getMessage().contains("damaged"), e.getMessage());
            }
        }
    }

    @Test
    void archivesThatSwellOrHoldOtherThingsAreRefused() throws IOException {
        Path bomb = folder.resolve("bomb.npz");
        Npz.write(bomb, Map.of("zeros", NpyArray.of(new byte[100 << 20], 100 << 20)));
        assertTrue(Files.size(bomb) < 1 << 20);
        assertTrue(assertThrows(InvalidInputException.class, () -> Npz.read(bomb)).getMessage().contains("swell"));
        Path other = folder.resolve("other.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry("../readme.txt"));
            zip.closeEntry();
        }
        assertTrue(assertThrows(InvalidInputException.class, () -> Npz.read(other)).getMessage().contains("readme.txt"));
        assertThrows(InvalidInputException.class, () -> Npz.read(numpys("f8.npy")));
        assertThrows(InvalidInputException.class, () -> Npz.read(folder.resolve("none.npz")));
    }

    @Test
    void arraysKnowTheirShape() {
        assertThrows(InvalidInputException.class, () -> NpyArray.of(new double[5], 2, 3));
        assertThrows(InvalidInputException.class, () -> NpyArray.of(new double[1], -1, -1));
        assertEquals("NpyArray[f8[2, 3]]", NpyArray.of(new double[6], 2, 3).toString());
        assertEquals(6, NpyArray.of(new double[6], 2, 3).size());
    }

    @Test
    void complexNumbersKeepTheirParts() {
        assertArrayEquals(new double[] {0, 1}, Npy.read(numpys("c16.npy")).complexParts());
        assertArrayEquals(new double[] {0, 1}, Npy.read(numpys("c8.npy")).complexParts());
        NpyArray array = NpyArray.ofComplex(new double[] {1, 2}, new double[] {-3, 1e-300}, 2, 1);
        Path file = folder.resolve("complex.npy");
        Npy.write(file, array);
        assertEquals(array, Npy.read(file));
        assertArrayEquals(new double[] {1, -3, 2, 1e-300}, Npy.read(file).complexParts());
        assertThrows(InvalidInputException.class, array::doubles);
        assertThrows(InvalidInputException.class, () -> NpyArray.of(new double[1], 1).complexParts());
    }
}
