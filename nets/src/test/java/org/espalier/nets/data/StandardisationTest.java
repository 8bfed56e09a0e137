package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class StandardisationTest {

    private static final ImageShape TWO_CHANNELS = new ImageShape(2, 1, 2);

    /** Channel 0 holds 0, 0.25, 0.5, 0.75: mean 3/8, variance 5/64. Channel 1 holds 0, 1, 1, 0: 1/2, 1/4. */
    private final LabelledImages train = new LabelledImages(TWO_CHANNELS, 2,
        new float[] {0, 0.25f, 0, 1, 0.5f, 0.75f, 1, 0}, new int[] {0, 1});

    @Test
    void meanAndPopulationDeviationOfEachChannel() {
        Standardisation fitted = Standardisation.fit(train);
        assertArrayEquals(new double[] {0.375, 0.5}, fitted.mean(), 1e-15);
        assertArrayEquals(new double[] {Math.sqrt(5 / 64.0), 0.5}, fitted.std(), 1e-15);
    }

    @Test
    void theTrainingSetGetsMeanZeroAndDeviationOne() {
        float[] pixels = new float[2 * 2 * 500];
        Random random = new Random(2);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * (i % 4 < 2 ? 0.1f : 1f);
        }
        LabelledImages images = new LabelledImages(TWO_CHANNELS, 2, pixels, new int[500]);
        Standardisation again = Standardisation.fit(Standardisation.fit(images).apply(images));
        assertArrayEquals(new double[] {0, 0}, again.mean(), 1e-6);
        assertArrayEquals(new double[] {1, 1}, again.std(), 1e-6);
    }

    @Test
    void otherPartsGetTheTrainingStatistics() {
        LabelledImages test = new LabelledImages(TWO_CHANNELS, 2, new float[] {0.375f, 1, 0.5f, 1}, new int[1]);
        DataSplit split = Standardisation.fit(train).apply(new DataSplit(train, test, test));
        assertArrayEquals(new float[] {0, (float) (0.625 / Math.sqrt(5 / 64.0)), 0, 1}, split.test().pixels(), 1e-6f);
        assertArrayEquals(split.test().pixels(), split.validation().pixels());
        assertEquals(0.25f, train.pixels()[1], "the input is not modified");
        assertSame(test.labels(), split.test().labels());
    }

    @Test
    void aConstantChannelBecomesZero() {
        float[] pixels = new float[10_000];
        Arrays.fill(pixels, 0.1f);
        LabelledImages constant = new LabelledImages(new ImageShape(1, 1, 2), 2, pixels, new int[5_000]);
        Standardisation fitted = Standardisation.fit(constant);
        assertEquals(1, fitted.std()[0]);
        fitted.applyInPlace(constant);
        assertEquals(0, constant.pixels()[9_999], 1e-9f);
    }

    @Test
    void refusesWhatItCannotStandardise() {
        LabelledImages none = new LabelledImages(TWO_CHANNELS, 2, new float[0], new int[0]);
        assertThrows(InvalidInputException.class, () -> Standardisation.fit(none));
        Standardisation grey = new Standardisation(new double[1], new double[] {1});
        assertThrows(InvalidInputException.class, () -> grey.apply(train));
        assertThrows(IllegalArgumentException.class, () -> new Standardisation(new double[1], new double[1]));
        assertThrows(IllegalArgumentException.class, () -> new Standardisation(new double[1], new double[2]));
    }
}
