package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private final DataSet.TrainAndTest digits =
        new Digits().load(new DataLocator(List.of(), Path.of("none"), DownloadProgress.SILENT));

    @Test
    void countsAreThePublishedOnes() {
        assertEquals(1_437, digits.train().count());
        assertEquals(1_437, DataSets.named("digits").trainingImages().getAsInt());
        assertEquals(360, digits.test().count());
        int[] counts = new int[10];
        for (LabelledImages part : List.of(digits.train(), digits.test())) {
            Arrays.stream(part.labels()).forEach(l -> counts[l]++);
        }
        // UCI's documentation, "Class distribution", test file.
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    }

    /** The first row of the published file, and the sum of all values (561,718: mean 4.88416). */
    @Test
    void valuesAreThePublishedOnes() {
        int[] first = {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0, 0, 3, 15, 2, 0, 11, 8, 0, 0, 4, 12, 0, 0, 8, 8, 0,
            0, 5, 8, 0, 0, 9, 8, 0, 0, 4, 11, 0, 1, 12, 7, 0, 0, 2, 14, 5, 10, 12, 0, 0, 0, 0, 6, 13, 10, 0, 0, 0};
        for (int i = 0; i < 64; i++) {
            assertEquals(first[i] / 16f, digits.train().pixels()[i]);
        }
        assertEquals(0, digits.train().labels()[0]);
        assertEquals(8, digits.test().labels()[359]);
        double sum = 0;
        for (LabelledImages part : List.of(digits.train(), digits.test())) {
            for (float pixel : part.pixels()) {
                sum += pixel * 16;
            }
        }
        assertEquals(561_718, sum);
    }

    @Test
    void identityIsPinned() {
        assertEquals("2c67d1bb39233fcbd1d34a5077a632ab8a1697954a38ed9199264d8184948c3e", new Digits().checksum());
    }
}
