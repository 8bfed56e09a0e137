package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.reference.Brought;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayDataSetTest {
    @TempDir
    private Path folder;

    /** Four training and two test images of 2x3, classes 0 and 1. */
    private static Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x_train", NpyArray.of(bytes(24, 0), 4, 2, 3));
        arrays.put("y_train", NpyArray.of(new long[] {0, 1, 1, 0}, 4));
        arrays.put("x_test", NpyArray.of(bytes(12, 100), 2, 2, 3));
        arrays.put("y_test", NpyArray.of(new int[] {1, 0}, 2));
        return arrays;
    }

    private static byte[] bytes(int count, int first) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + 10 * i);
        }
        return bytes;
    }

    private Path write(String name, Map<String, NpyArray> arrays) {
        Path file = folder.resolve(name);
        Npz.write(file, arrays);
        return file;
    }

    private String given(Path file) {
        return DataSets.given("arrays:" + file);
    }

    private void refused(Consumer<Map<String, NpyArray>> change, String... words) {
        Map<String, NpyArray> arrays = arrays();
        change.accept(arrays);
        Path file = write("bad.npz", arrays);
        String message = assertThrows(InvalidInputException.class, () -> given(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }

    @Test
    void bytesAreDividedBy255AndLabelsReadAsTheyAre() {
        DataSet set = DataSets.named(given(write("birds.npz", arrays())));
        assertEquals(new ImageShape(1, 2, 3), set.shape());
        assertEquals(2, set.classes());
        assertEquals(4, set.trainingImages().orElseThrow());
        DataSet.TrainAndTest images = set.load(DataLocator.standard());
        assertArrayEquals(new int[] {0, 1, 1, 0}, images.train().labels());
        assertArrayEquals(new int[] {1, 0}, images.test().labels());
        assertEquals(230 / 255f, images.train().pixels()[23]);
        assertEquals(210 / 255f, images.test().pixels()[11]);
        assertTrue(set.name().startsWith("arrays:birds@" + set.checksum().substring(0, 16)), set.name());
    }

    @Test
    void floatsAreTakenAsTheyAreAndFeaturesAreARow() {
        Map<String, NpyArray> arrays = arrays();
        arrays.put("x_train", NpyArray.of(new double[] {-3, .5, 7, 1, 2, 3, 4, 5}, 4, 2));
        arrays.put("x_test", NpyArray.of(new double[] {-1, 1, 2, 9}, 2, 2));
        arrays.put("y_train", NpyArray.of(new float[] {0, 1, 1, 0}, 4, 1));
        DataSet set = DataSets.named(given(write("rows.npz", arrays)));
        assertEquals(new ImageShape(1, 1, 2), set.shape());
        assertArrayEquals(new float[] {-3, .5f, 7, 1, 2, 3, 4, 5}, set.load(DataLocator.standard()).train().pixels());
    }

    @Test
    void theSameContentIsTheSameDataSetWhereverItLiesAndHoweverItIsStored() throws IOException {
        String here = given(write("birds.npz", arrays()));
        Path there = Files.createDirectories(folder.resolve("elsewhere")).resolve("birds.npz");
        Map<String, NpyArray> asFloats = arrays();
        float[] pixels = new float[24];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 10 * i / 255f;
        }
        asFloats.put("x_train", NpyArray.of(pixels, 4, 1, 2, 3));
        Npz.write(there, asFloats);
        assertEquals(here, given(there));
        Map<String, NpyArray> other = arrays();
        other.put("y_test", NpyArray.of(new int[] {1, 1}, 2));
        assertNotEquals(here, given(write("birds.npz", other)));
        assertEquals(here, DataSets.given(here));
    }

    @Test
    void whatWasKeptInTheRunDirectoryIsReadFromTheVeryFile() throws IOException {
        Path runs = folder.resolve("runs");
        Path file = write("birds.npz", arrays());
        Brought.open(runs);
        String name = given(file);
        Brought.keepAll();
        Path kept = runs.resolve("datasets").resolve(name.substring("arrays:".length()) + ".json");
        String text = Files.readString(kept);
        assertTrue(text.contains(file.toString()) && text.contains("\"train\" : 4"), text);
        // A name this process has not met stands for another process's: only the kept text can lead to the file.
        String other = name.replace("birds", "renamed");
        Files.copy(kept, kept.resolveSibling(other.substring("arrays:".length()) + ".json"));
        assertEquals(4, DataSets.named(other).load(DataLocator.standard()).train().count());
        Map<String, NpyArray> changed = arrays();
        changed.put("y_test", NpyArray.of(new int[] {1, 1}, 2));
        Npz.write(file, changed);
        String third = name.replace("birds", "third");
        Files.copy(kept, kept.resolveSibling(third.substring("arrays:".length()) + ".json"));
        DataSet stale = DataSets.named(third);
        String message = assertThrows(InvalidInputException.class, () -> stale.load(DataLocator.standard())).getMessage();
        assertTrue(message.contains("other content"), message);
        String unknown = "arrays:nobody@0123456789abcdef";
        assertTrue(assertThrows(InvalidInputException.class, () -> DataSets.named(unknown)).getMessage().contains("not known here"));
        Files.writeString(kept.resolveSibling("damaged@0123456789abcdef.json"), "{\"file\": \"x\", \"checksum\": 3}");
        assertTrue(assertThrows(InvalidInputException.class, () -> DataSets.named("arrays:damaged@0123456789abcdef")).getMessage()
            .contains("damaged"));
    }

    @Test
    void eachFaultIsToldWithItsPlace() {
        refused(a -> a.put("x_test", NpyArray.of(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255}, 2, 2, 3)), "x_test", "255.0",
            "from 0 to 1");
        refused(a -> a.remove("y_test"), "no array 'y_test'", "x_train");
        refused(a -> a.put("x_val", a.get("x_test")), "'x_val'", "split off");
        refused(a -> a.put("y_train", NpyArray.of(new long[] {0, 1, 3, 0}, 4)), "no image of class 2", "class 3");
        refused(a -> a.put("y_train", NpyArray.of(new long[] {0, 1, -1, 0}, 4)), "y_train[2] is -1");
        refused(a -> a.put("y_train", NpyArray.of(new long[] {0, 1, 1L << 40, 0}, 4)), "y_train[2] is 1099511627776");
        refused(a -> a.put("y_train", NpyArray.of(new long[] {0, 1, 2_000_000_000, 0}, 4)), "y_train[2] is 2000000000");
        refused(a -> a.put("y_train", NpyArray.of(new double[] {0, 1, .5, 0}, 4)), "y_train[2] is 0.5");
        refused(a -> a.put("y_train", NpyArray.of(new double[] {0, Double.NaN, 1, 0}, 4)), "y_train[1] is NaN");
        refused(a -> a.put("y_train", NpyArray.of(new long[4], 4)), "class 0 alone");
        refused(a -> a.put("y_train", NpyArray.of(new long[8], 4, 2)), "argmax");
        refused(a -> a.put("y_train", NpyArray.of(new long[] {0, 1, 1}, 3)), "3 labels", "4");
        refused(a -> a.put("y_test", NpyArray.of(new int[] {1, 2}, 2)), "y_test[1] is 2", "0 to 1");
        refused(a -> a.put("x_test", NpyArray.of(bytes(12, 0), 2, 3, 2)), "1x3x2", "1x2x3");
        refused(a -> a.put("x_train", NpyArray.of(bytes(24, 0), 24)), "[24]", "[n, features]");
        refused(a -> a.put("x_train", NpyArray.of(bytes(4 * 5 * 5 * 3, 0), 4, 5, 5, 3)), "transpose");
        refused(a -> a.put("x_train", NpyArray.of(new byte[0], 4, 0, 3)), "empty");
        float[] holed = new float[24];
        holed[13] = Float.NaN;
        refused(a -> a.put("x_train", NpyArray.of(holed, 4, 2, 3)), "NaN", "image 2 at place 1");
        refused(a -> a.put("x_train", NpyArray.ofComplex(new double[24], new double[24], 4, 2, 3)), "x_train", "real");
    }

    /** Texts of NumPy's own width, and of 16 characters, which is a type that is written here for names. */
    @Test
    void labelsThatAreTextsAreToBeNumbered() throws IOException {
        Map<String, NpyArray> texts = arrays();
        texts.put("y_train", NpyArray.of(List.of("cat", "dog", "dog", "cat"), 4));
        Path file = write("texts.npz", texts);
        assertEquals(file + ": y_train holds texts, expected numbers: number the classes from 0 on, such as by "
            + "numpy.searchsorted(numpy.unique(y_train), y_train)", refusal(file));
        for (String type : List.of("<U3", "|S3", ">U3")) {
            String message = refusal(retyped(file, type));
            assertTrue(message.endsWith("y_train holds texts ('" + type + "'), expected numbers: number the classes from 0 on, such as "
                + "by numpy.searchsorted(numpy.unique(y_train), y_train)"), message);
        }
        assertTrue(refusal(retyped(file, "|O")).contains("y_train holds Python objects"));
    }

    private String refusal(Path file) {
        return assertThrows(InvalidInputException.class, () -> given(file)).getMessage();
    }

    /** The same archive, the type of the texts in it being another; their bytes are not looked at. */
    private Path retyped(Path file, String type) throws IOException {
        Path to = folder.resolve("retyped.npz");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
            ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                out.putNextEntry(new ZipEntry(entry.getName()));
                // A blank for each character less: the header keeps its length.
                out.write(bytes.replace("'<U16',", "'" + type + "'," + " ".repeat(4 - type.length()))
                    .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return to;
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "no archive");
        assertTrue(assertThrows(InvalidInputException.class, () -> given(text)).getMessage().contains("text.npz"));
        assertTrue(assertThrows(InvalidInputException.class, () -> given(folder.resolve("none.npz"))).getMessage().contains("none.npz"));
        assertTrue(assertThrows(InvalidInputException.class, () -> DataSets.given("arrays:")).getMessage().contains("expected a file"));
    }
}
