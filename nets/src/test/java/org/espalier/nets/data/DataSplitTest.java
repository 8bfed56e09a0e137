package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class DataSplitTest {

    private static final ImageShape SHAPE = new ImageShape(1, 1, 2);

    /** Image i has pixels (i, i + 0.5) and label i, so that its way can be followed. */
    private static LabelledImages images(int count) {
        float[] pixels = new float[2 * count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 2f;
        }
        return new LabelledImages(SHAPE, count, pixels, IntStream.range(0, count).toArray());
    }

    private final DataSet.TrainAndTest published = new DataSet.TrainAndTest(images(50), images(5));

    @Test
    void partsAreDisjointAndTogetherThePublishedSet() {
        DataSplit split = DataSplit.of(published, 12, new Random(3));
        assertEquals(12, split.validation().count());
        int[] together = IntStream.concat(Arrays.stream(split.train().labels()),
            Arrays.stream(split.validation().labels())).sorted().toArray();
        assertArrayEquals(published.train().labels(), together);
        assertSame(published.test(), split.test());
    }

    @Test
    void pixelsFollowTheirLabels() {
        DataSplit split = DataSplit.of(published, 12, new Random(3)).limited(7, new Random(4));
        for (LabelledImages part : new LabelledImages[] {split.train(), split.validation()}) {
            for (int i = 0; i < part.count(); i++) {
                assertEquals(part.labels()[i], part.pixels()[2 * i]);
                assertEquals(part.labels()[i] + 0.5f, part.pixels()[2 * i + 1]);
                assertTrue(i == 0 || part.labels()[i - 1] < part.labels()[i], "in the published order");
            }
        }
        assertEquals(7, split.train().count());
    }

    @Test
    void theGeneratorAloneDecides() {
        int[] one = DataSplit.of(published, 12, new Random(3)).validation().labels();
        assertArrayEquals(one, DataSplit.of(published, 12, new Random(3)).validation().labels());
        assertFalse(Arrays.equals(one, DataSplit.of(published, 12, new Random(4)).validation().labels()));
    }

    @Test
    void aLimitLeavesTheValidationImagesAsTheyAre() {
        DataSplit all = DataSplit.of(published, 12, new Random(3));
        DataSplit some = DataSplit.of(published, 12, 20, new Random(3));
        assertArrayEquals(all.validation().labels(), some.validation().labels());
        assertEquals(20, some.train().count());
        int[] whole = all.train().labels();
        assertTrue(Arrays.stream(some.train().labels()).allMatch(l -> Arrays.binarySearch(whole, l) >= 0));
        assertArrayEquals(whole, DataSplit.of(published, 12, 38, new Random(3)).train().labels());
        assertArrayEquals(whole, DataSplit.of(published, 12, 5000, new Random(3)).train().labels());
    }

    /** Each image is as likely as any other: 4000 splits, expected 960 +- 27 each; 6 standard deviations allowed. */
    @Test
    void everyImageIsEquallyLikely() {
        int[] inValidation = new int[50];
        int[] inTrain = new int[50];
        Random random = new Random(5);
        for (int r = 0; r < 4000; r++) {
            DataSplit split = DataSplit.of(published, 12, 12, random);
            Arrays.stream(split.validation().labels()).forEach(l -> inValidation[l]++);
            Arrays.stream(split.train().labels()).forEach(l -> inTrain[l]++);
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(960, inValidation[i], 6 * 27);
            assertEquals(960, inTrain[i], 6 * 27);
        }
    }

    @Test
    void refusesSplitsThatLeaveNothingToTrainOn() {
        assertEquals(2, DataSplit.of(published, 48, new Random(1)).train().count());
        assertEquals("49 validation images were asked for, but of 50 training images at least 2 must be left to train on: "
            + "0 to 48 are possible",
            assertThrows(InvalidInputException.class, () -> DataSplit.of(published, 49, new Random(1))).getMessage());
        assertThrows(InvalidInputException.class, () -> DataSplit.of(published, -1, new Random(1)));
        assertThrows(InvalidInputException.class, () -> DataSplit.of(published, 5, 1, new Random(1)));
        assertThrows(InvalidInputException.class, () -> DataSplit.of(published, 5, new Random(1)).limited(0, new Random(1)));
        assertEquals(0, DataSplit.of(published, 0, new Random(1)).validation().count());
    }

    @Test
    void subsetsKeepTheOrderAskedFor() {
        LabelledImages some = images(4).subset(new int[] {3, 0, 3});
        assertArrayEquals(new int[] {3, 0, 3}, some.labels());
        assertArrayEquals(new float[] {3, 3.5f, 0, 0.5f, 3, 3.5f}, some.pixels());
        assertThrows(IndexOutOfBoundsException.class, () -> images(4).subset(new int[] {4}));
        assertThrows(IndexOutOfBoundsException.class, () -> images(4).subset(new int[] {-1}));
    }
}
