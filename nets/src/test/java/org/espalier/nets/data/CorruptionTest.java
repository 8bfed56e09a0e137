package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptionTest {
    private static final ImageShape SHAPE = new ImageShape(2, 3, 4);
    private static final int PLANE = 12;

    private static RandomStreams random(long seed) {
        return name -> new SplittableRandom(seed * 1_000_003 + name.hashCode());
    }

    /** Every image has pixel values 0..11 in its first channel and 100..111 in its second; labels are all 7. */
    private static LabelledImages images(int count, int classes) {
        float[] pixels = new float[count * SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / PLANE % 2 * 100 + i % PLANE;
        }
        int[] labels = new int[count];
        Arrays.fill(labels, 7);
        return new LabelledImages(SHAPE, classes, pixels, labels);
    }

    private static DataSplit split(int count, int classes) {
        return new DataSplit(images(count, classes), images(5, classes), images(4, classes));
    }

    private static float[] image(LabelledImages images, int index) {
        return Arrays.copyOfRange(images.pixels(), index * SHAPE.size(), (index + 1) * SHAPE.size());
    }

    /** With a billion classes no label drawn anew is what it was. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.333, 0.5, 1})
    void exactlyTheFractionIsDrawnAnew(double fraction) {
        int n = 301;
        DataSplit split = split(n, 1_000_000_000);
        DataSplit noisy = RandomLabels.of(split, fraction, new SplittableRandom(1));
        assertEquals(Math.round(fraction * n), Arrays.stream(noisy.train().labels()).filter(label -> label != 7).count());
        assertSame(split.validation(), noisy.validation());
        assertSame(split.test(), noisy.test());
        assertArrayEquals(split.train().pixels(), noisy.train().pixels());
        assertTrue(Arrays.stream(split.train().labels()).allMatch(label -> label == 7), "the given labels are not modified");
        assertArrayEquals(noisy.train().labels(), RandomLabels.of(split, fraction, new SplittableRandom(1)).train().labels());
        assertEquals(fraction == 0, Arrays.equals(noisy.train().labels(),
            RandomLabels.of(split, fraction, new SplittableRandom(2)).train().labels()));
    }

    @Test
    void newLabelsAreUniformOverAllClassesAndAllImages() {
        int n = 40_000;
        int[] counts = new int[10];
        int firstHalf = 0;
        int[] labels = RandomLabels.of(split(n, 10), 0.5, new SplittableRandom(3)).train().labels();
        for (int i = 0; i < n; i++) {
            counts[labels[i]]++;
            firstHalf += i < n / 2 && labels[i] != 7 ? 1 : 0;
        }
        double expected = n / 2 / 10.0;
        for (int c = 0; c < 10; c++) {
            assertEquals(c == 7 ? n / 2 + expected : expected, counts[c], 5 * Math.sqrt(expected), "class " + c);
        }
        assertEquals(9 * expected / 2, firstHalf, 5 * Math.sqrt(9 * expected / 4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void whatIsNoFractionIsRefused(double fraction) {
        assertEquals("the fraction of random labels must be between 0 and 1, not " + fraction,
            assertThrows(InvalidInputException.class, () -> RandomLabels.of(split(9, 10), fraction, new SplittableRandom(1))).getMessage());
    }

    @Test
    void shuffledPixelsHaveOnePermutationForAllImagesOfAllParts() {
        DataSplit shuffled = PixelCorruption.SHUFFLED.apply(split(20, 10), random(1));
        float[] first = image(shuffled.train(), 0);
        for (LabelledImages part : List.of(shuffled.train(), shuffled.validation(), shuffled.test())) {
            for (int i = 0; i < part.count(); i++) {
                assertArrayEquals(first, image(part, i));
            }
        }
        isAPermutation(first);
        assertFalse(Arrays.equals(first, image(images(1, 10), 0)));
        assertFalse(Arrays.equals(first, image(PixelCorruption.SHUFFLED.apply(split(1, 10), random(2)).train(), 0)));
    }

    @Test
    void randomPixelsHaveAPermutationAnImage() {
        DataSplit random = PixelCorruption.RANDOM.apply(split(20, 10), random(1));
        Set<String> seen = new HashSet<>();
        for (LabelledImages part : List.of(random.train(), random.validation(), random.test())) {
            for (int i = 0; i < part.count(); i++) {
                isAPermutation(image(part, i));
                seen.add(Arrays.toString(image(part, i)));
            }
        }
        assertEquals(20 + 5 + 4, seen.size());
    }

    /** All pixels are there, and the two channels of a pixel are still together. */
    private static void isAPermutation(float[] image) {
        float[] sorted = Arrays.copyOf(image, PLANE);
        Arrays.sort(sorted);
        for (int i = 0; i < PLANE; i++) {
            assertEquals(i, sorted[i]);
            assertEquals(image[i] + 100, image[PLANE + i]);
        }
    }

    @Test
    void gaussianPixelsHaveTheMeanAndDeviationOfEachChannel() {
        DataSplit split = split(2000, 10);
        Standardisation expected = Standardisation.fit(split.train());
        DataSplit noise = PixelCorruption.GAUSSIAN.apply(split, random(1));
        Standardisation found = Standardisation.fit(noise.train());
        double error = 5 / Math.sqrt(2000 * PLANE);
        for (int c = 0; c < 2; c++) {
            assertEquals(expected.mean()[c], found.mean()[c], error * expected.std()[c]);
            assertEquals(expected.std()[c], found.std()[c], error * expected.std()[c]);
        }
        assertFalse(Arrays.equals(image(noise.train(), 0), image(noise.train(), 1)));
        assertFalse(Arrays.equals(image(noise.train(), 0), image(noise.test(), 0)));
    }

    @ParameterizedTest
    @EnumSource(PixelCorruption.class)
    void theSameStreamsGiveTheSameImagesAndLabelsStay(PixelCorruption corruption) {
        DataSplit split = split(20, 10);
        float[] before = split.train().pixels().clone();
        DataSplit once = corruption.apply(split, random(4));
        DataSplit again = corruption.apply(split, random(4));
        assertArrayEquals(once.train().pixels(), again.train().pixels());
        assertArrayEquals(once.validation().pixels(), again.validation().pixels());
        assertArrayEquals(once.test().pixels(), again.test().pixels());
        assertArrayEquals(split.train().labels(), once.train().labels());
        assertArrayEquals(before, split.train().pixels(), "the given pixels are not modified");
        assertSame(corruption, PixelCorruption.named(corruption.label()));
        if (corruption == PixelCorruption.TRUE) {
            assertArrayEquals(before, once.train().pixels());
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        assertEquals("unknown value of pixels: 'grey'; expected one of gaussian, random, shuffled, true",
            assertThrows(InvalidInputException.class, () -> PixelCorruption.named("grey")).getMessage());
    }
}
