package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.espalier.analysis.representation.RepresentationReader.Layer;
import org.espalier.analysis.representation.RepresentationReader.Units;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.WeightLayout;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activations of every shape become samples and units, against the definition written out in loops. */
class RepresentationReaderTest {
    private static final int N = 3;
    private static final int C = 2;
    private static final int H = 4;
    private static final int W = 5;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    private RepresentationReader reader(Units units, WeightLayout layout, String... keys) {
        return new RepresentationReader(List.of(keys), Optional.ofNullable(units), layout, notes::add);
    }

    private Path file(NpyArray array) {
        Path file = folder.resolve("acts.npy");
        Npy.write(file, array);
        return file;
    }

    private Representation one(NpyArray array, Units units, WeightLayout layout) {
        List<Layer> layers = reader(units, layout).read(file(array));
        assertEquals(1, layers.size());
        assertEquals(folder.resolve("acts.npy").toString(), layers.get(0).label());
        return layers.get(0).representation();
    }

    private static double[] numbers(int count) {
        return new Random(3).doubles(count).toArray();
    }

    private static void same(double[][] expected, Representation found) {
        assertEquals(expected.length, found.samples());
        assertEquals(expected[0].length, found.units());
        Representation wanted = Representation.of(expected);
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[0].length; j++) {
                assertEquals(wanted.values()[i * expected[0].length + j], found.values()[i * expected[0].length + j], 1e-15);
            }
        }
    }

    @Test
    void imagesBecomeUnitsInThreeWays() {
        double[] x = numbers(N * C * H * W);
        NpyArray array = NpyArray.of(x, N, C, H, W);
        double[][] flat = new double[N][C * H * W];
        double[][] channels = new double[N * H * W][C];
        double[][] means = new double[N][C];
        for (int n = 0; n < N; n++) {
            for (int c = 0; c < C; c++) {
                for (int h = 0; h < H; h++) {
                    for (int w = 0; w < W; w++) {
                        double value = x[((n * C + c) * H + h) * W + w];
                        flat[n][(c * H + h) * W + w] = value;
                        channels[(n * H + h) * W + w][c] = value;
                        means[n][c] += value / (H * W);
                    }
                }
            }
        }
        same(flat, one(array, Units.FLATTEN, WeightLayout.TORCH));
        same(channels, one(array, Units.CHANNELS, WeightLayout.TORCH));
        same(means, one(array, Units.MEAN, WeightLayout.TORCH));
        // The same images with the channels last.
        double[] last = new double[x.length];
        for (int row = 0; row < N * H * W; row++) {
            System.arraycopy(channels[row], 0, last, row * C, C);
        }
        NpyArray keras = NpyArray.of(last, N, H, W, C);
        same(channels, one(keras, Units.CHANNELS, WeightLayout.KERAS));
        same(means, one(keras, Units.MEAN, WeightLayout.KERAS));
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> one(array, null, WeightLayout.TORCH));
        for (String word : List.of("acts.npy", "[3, 2, 4, 5]", "--units flatten", "channels", "mean")) {
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }

    @Test
    void trialsStayTrials() {
        double[] x = numbers(N * H * C);
        Representation found = one(NpyArray.of(x, N, H, C), null, WeightLayout.TORCH);
        assertEquals(N * H, found.samples());
        assertEquals(C, found.units());
        assertArrayEquals(x, found.values());
        assertArrayEquals(new int[] {H, H, H}, found.trials());
        assertTrue(notes.get(0).contains("3 trials of 4 steps: 12 samples"), notes.get(0));
        assertEquals(H * C, one(NpyArray.of(x, N, H, C), Units.FLATTEN, WeightLayout.TORCH).units());
        Representation mean = one(NpyArray.of(x, N, H, C), Units.MEAN, WeightLayout.TORCH);
        assertEquals(N, mean.samples());
        assertEquals((x[1] + x[3] + x[5] + x[7]) / 4, mean.values()[1], 1e-15);
    }

    @Test
    void wholeNumbersAndTruthValuesAreActivationsToo() {
        assertArrayEquals(new double[] {1, 2, 3, 4}, one(NpyArray.of(new int[] {1, 2, 3, 4}, 2, 2), null,
            WeightLayout.TORCH).values());
        assertArrayEquals(new double[] {1, 0, 0, 1}, one(NpyArray.of(new boolean[] {true, false, false, true}, 2, 2), null,
            WeightLayout.TORCH).values());
    }

    @Test
    void manyArraysAreManyLayers() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("fc1", NpyArray.of(numbers(12), 4, 3));
        arrays.put("labels", NpyArray.of(new int[4], 4));
        arrays.put("fc2", NpyArray.of(numbers(8), 4, 2));
        Path file = folder.resolve("acts.npz");
        Npz.write(file, arrays);
        List<Layer> layers = reader(null, WeightLayout.TORCH).read(file);
        assertEquals(List.of(file + ":fc1", file + ":fc2"), layers.stream().map(Layer::label).toList());
        assertTrue(notes.get(0).contains("labels [4]"), notes.get(0));
        assertEquals(List.of("fc2", "fc1"), reader(null, WeightLayout.TORCH, "fc2", "fc1").read(file).stream().map(Layer::name)
            .toList());
        refused(file, "fc3", "no array named 'fc3'", "fc1");
        refused(file, "labels", "acts.npz: labels", "[4]", "[samples, units]");
    }

    @Test
    void filesThatNameTheirArraysDifferentlyGiveThoseTheyHave() {
        Path a = folder.resolve("a.npz");
        Npz.write(a, Map.of("l1", NpyArray.of(numbers(12), 4, 3), "l2", NpyArray.of(numbers(12), 4, 3)));
        Path b = folder.resolve("b.npz");
        Npz.write(b, Map.of("layer1", NpyArray.of(numbers(12), 4, 3), "l2", NpyArray.of(numbers(8), 4, 2)));
        Path only = file(NpyArray.of(numbers(4), 4, 1));
        List<List<Layer>> layers = reader(null, WeightLayout.TORCH, "layer1", "l1").read(List.of(a, b, only));
        assertEquals(List.of(List.of(a + ":l1"), List.of(b + ":layer1"), List.of(only.toString())),
            layers.stream().map(some -> some.stream().map(Layer::label).toList()).toList());
        assertEquals(List.of("layer1", "l2"), reader(null, WeightLayout.TORCH, "layer1", "l2").read(List.of(a, b)).get(1).stream()
            .map(Layer::name).toList());
        String message = assertThrows(InvalidInputException.class,
            () -> reader(null, WeightLayout.TORCH, "l3").read(List.of(a, only))).getMessage();
        assertTrue(message.contains("'l3'") && message.contains("a.npz, ") && message.contains("acts.npy"), message);
        message = assertThrows(InvalidInputException.class,
            () -> reader(null, WeightLayout.TORCH, "l1").read(List.of(a, b))).getMessage();
        assertTrue(message.startsWith(b + ": no array named 'l1'"), message);
    }

    private void refused(Path file, String key, String... words) {
        String message = assertThrows(InvalidInputException.class, () -> reader(null, WeightLayout.TORCH, key).read(file))
            .getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }

    @Test
    void whatIsNoRepresentationIsRefused() {
        for (NpyArray bad : List.of(NpyArray.of(new double[5], 5), NpyArray.of(new double[1]), NpyArray.of(new double[0], 0, 3),
            NpyArray.of(new double[] {1, Double.NaN}, 2, 1), NpyArray.of(new double[0], 2, 0, 1))) {
            String message = assertThrows(InvalidInputException.class, () -> one(bad, null, WeightLayout.TORCH)).getMessage();
            assertTrue(message.contains("acts.npy"), message);
        }
    }
}
