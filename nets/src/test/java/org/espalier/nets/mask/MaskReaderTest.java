package org.espalier.nets.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.WeightLayout;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.DType;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of torch.nn.utils.prune were made by src/test/python/masks_reference.py, which printed their masks. */
class MaskReaderTest {
    private static final String CONV = "110111010010110000";
    private static final String LINEAR = "110100111101111110111110";

    @TempDir
    private Path folder;

    private static MaskReading read(Path file) {
        return MaskReader.read(file, WeightLayout.TORCH);
    }

    private static Path torchs(String name) {
        return Path.of("src/test/resources/org/espalier/nets/mask", name);
    }

    private Path npz(Map<String, NpyArray> arrays) {
        Path file = folder.resolve("mask.npz");
        Npz.write(file, arrays);
        return file;
    }

    private static String digits(MaskLayer layer) {
        StringBuilder text = new StringBuilder();
        for (boolean kept : layer.kept()) {
            text.append(kept ? '1' : '0');
        }
        return text.toString();
    }

    @Test
    void aModulePrunedByTorchGivesItsMasksAndWeights() {
        MaskReading found = read(torchs("pruned-module.pt"));
        assertEquals(MaskReading.Kind.PRUNED_MODULE, found.kind());
        assertEquals(List.of("0.weight", "3.weight"), found.mask().names());
        assertEquals(CONV, digits(found.mask().layer("0.weight")));
        assertEquals(LINEAR, digits(found.mask().layer("3.weight")));
        assertArrayEquals(new long[] {2, 1, 3, 3}, found.mask().layer("0.weight").shape());
        assertEquals(List.of("0.weight", "3.weight"), List.copyOf(found.weights().keySet()));
        float[] effective = found.effectiveWeights("3.weight").orElseThrow();
        assertArrayEquals(new float[] {-0.13166548f, -0.21353258f, 0, -0.15250196f}, Arrays.copyOf(effective, 4));
        assertTrue(found.notes().get(0).contains("0.bias"), found.notes().get(0));
    }

    @Test
    void aPrunedCheckpointIsKeptWhereItIsNotZeroAndSaysSo() {
        MaskReading found = read(torchs("pruned-checkpoint.pt"));
        assertEquals(MaskReading.Kind.CHECKPOINT, found.kind());
        assertEquals(List.of("model.0.weight", "model.3.weight"), found.mask().names());
        assertEquals(CONV, digits(found.mask().layer("model.0.weight")));
        assertEquals(LINEAR, digits(found.mask().layer("model.3.weight")));
        assertTrue(found.notes().get(0).contains("not 0 in its 2 tensors"), found.notes().get(0));
        assertTrue(found.notes().get(1).contains("model.1.weight"), found.notes().get(1));
        assertArrayEquals(read(torchs("pruned-module.pt")).effectiveWeights("0.weight").orElseThrow(),
            found.effectiveWeights("model.0.weight").orElseThrow());
    }

    @Test
    void zerosAndOnesOfAnyTypeAreAMask() {
        Mask expected = Mask.of(new MaskLayer("fc1", new long[] {2, 2}, new boolean[] {true, false, false, true}));
        for (NpyArray array : List.of(NpyArray.of(new double[] {1, 0, 0, 1}, 2, 2), NpyArray.of(new float[] {1, 0, 0, 1}, 2, 2),
            NpyArray.of(new long[] {1, 0, 0, 1}, 2, 2), NpyArray.of(new byte[] {1, 0, 0, 1}, 2, 2),
            NpyArray.of(new boolean[] {true, false, false, true}, 2, 2))) {
            MaskReading found = read(npz(Map.of("fc1", array)));
            assertEquals(expected, found.mask(), array.toString());
            assertEquals(MaskReading.Kind.MASKS, found.kind());
            assertEquals(List.of(), found.notes());
            assertEquals(Optional.empty(), found.effectiveWeights("fc1"));
        }
        Path own = folder.resolve("mask.safetensors");
        MaskFile.write(own, expected, Map.of());
        assertEquals(expected, read(own).mask());
        // Nothing kept at all, and a mask of a vector alone.
        assertEquals(0, read(npz(Map.of("fc1", NpyArray.of(new float[4], 2, 2)))).mask().keptCount());
        assertEquals(1, read(npz(Map.of("flat", NpyArray.of(new double[] {0, 1, 0}, 3)))).mask().keptCount());
    }

    @Test
    void biasesBesideMasksAreLeftOutAndSaid() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("fc1", NpyArray.of(new float[] {1, 0, 0, 1}, 2, 2));
        arrays.put("bias", NpyArray.of(new float[] {.5f, 0}, 2));
        MaskReading found = read(npz(arrays));
        assertEquals(List.of("fc1"), found.mask().names());
        assertTrue(found.notes().get(0).contains("left out") && found.notes().get(0).contains("bias"), found.notes().toString());
    }

    @Test
    void kerasLayoutIsTransposed() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("dense/mask:0", NpyArray.of(new float[] {1, 0, 0, 0, 1, 1}, 2, 3));
        arrays.put("dense", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        boolean[] conv = new boolean[2 * 3 * 4 * 5];
        conv[((1 * 3 + 2) * 4 + 3) * 5 + 4] = true;
        conv[((0 * 3 + 1) * 4 + 2) * 5 + 1] = true;
        arrays.put("conv/mask", NpyArray.of(conv, 2, 3, 4, 5));
        Mask mask = MaskReader.read(npz(arrays), WeightLayout.KERAS).mask();
        assertArrayEquals(new long[] {3, 2}, mask.layer("dense").shape());
        assertEquals("100101", digits(mask.layer("dense")));
        MaskLayer kernel = mask.layer("conv");
        assertArrayEquals(new long[] {5, 4, 2, 3}, kernel.shape());
        assertEquals(2, kernel.keptCount());
        assertTrue(kernel.kept(((4 * 4 + 3) * 2 + 1) * 3 + 2));
        assertTrue(kernel.kept(((1 * 4 + 2) * 2 + 0) * 3 + 1));
        assertArrayEquals(new float[] {1, 0, 0, 5, 0, 6}, MaskReader.read(npz(arrays), WeightLayout.KERAS)
            .effectiveWeights("dense").orElseThrow());
    }

    private void refused(Map<String, NpyArray> arrays, String... words) {
        Path file = npz(arrays);
        String message = assertThrows(InvalidInputException.class, () -> read(file)).getMessage();
        assertTrue(message.contains("mask.npz") && message.endsWith("."), message);
        for (String word : words) {
            assertTrue(message.contains(word), word + " is not in: " + message);
        }
    }

    @Test
    void otherNumbersAreNamedWithTheirPosition() {
        refused(Map.of("fc1", NpyArray.of(new double[] {1, 0, 0, 1, .5, 1}, 2, 3)), "fc1", "0.5 at [1, 1]", "0 or 1");
        refused(Map.of("fc1", NpyArray.of(new int[] {1, 0, 2, 1}, 2, 2)), "2.0 at [1, 0]");
        refused(Map.of("fc1_mask", NpyArray.of(new float[] {.25f, 0, 0, 1}, 2, 2)), "fc1_mask", "0.25 at [0, 0]");
        refused(Map.of("fc1", NpyArray.of(new float[] {.1f, .2f, .3f, .4f}, 2, 2)), "no pruned network", "0 of its 4");
        refused(Map.of("bias", NpyArray.of(new float[] {.1f, .2f}, 2)), "no array with two axes");
        refused(Map.of("fc1", NpyArray.of(new float[] {.1f, 0, Float.NaN, .4f}, 2, 2)), "NaN");
        refused(Map.of(), "no array of numbers");
        Map<String, NpyArray> unlike = new LinkedHashMap<>();
        unlike.put("fc1_mask", NpyArray.of(new float[4], 2, 2));
        unlike.put("fc1_orig", NpyArray.of(new float[4], 4));
        refused(unlike, "fc1_orig", "[4]", "[2, 2]");
    }

    @Test
    void aSafetensorsModuleWithTruthValuesIsReadToo() {
        Path file = folder.resolve("module.safetensors");
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("fc.bias", SafeTensor.of(new float[2], 2));
        tensors.put("fc.weight_mask", SafeTensor.ofBooleans(DType.BOOL,
            new boolean[] {true, false, true, true}, 2, 2));
        tensors.put("fc.weight_orig", SafeTensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        Safetensors.write(file, tensors, Map.of());
        assertArrayEquals(new float[] {1, 0, 3, 4}, read(file).effectiveWeights("fc.weight").orElseThrow());
    }
}
