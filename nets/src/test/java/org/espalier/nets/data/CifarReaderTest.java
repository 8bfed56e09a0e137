package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class CifarReaderTest {

    /** Two channels of 1x2: a record has 1 + 4 bytes. */
    private static final ImageShape SHAPE = new ImageShape(2, 1, 2);
    private static final byte[] BATCH = {3, 0, 51, 102, (byte) 153, 9, (byte) 255, (byte) 204, 0, 0};

    private final LabelledImages images = new LabelledImages(SHAPE, 10, new float[12], new int[3]);

    @Test
    void putsABatchInItsPlace() {
        CifarReader.batch("b", BATCH, 2, images, 1);
        assertArrayEquals(new int[] {0, 3, 9}, images.labels());
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0.2f, 0.4f, 0.6f, 1, 0.8f, 0, 0}, images.pixels());
    }

    @Test
    void refusesOtherLengths() {
        assertEquals("b is truncated: 10 bytes; 15 (3 records of 5) were expected",
            assertThrows(InvalidInputException.class, () -> CifarReader.batch("b", BATCH, 3, images, 0)).getMessage());
        assertEquals("b is too long: 10 bytes; 5 (1 records of 5) were expected",
            assertThrows(InvalidInputException.class, () -> CifarReader.batch("b", BATCH, 1, images, 0)).getMessage());
    }

    @Test
    void refusesALabelOutOfRange() {
        byte[] wrong = BATCH.clone();
        wrong[5] = 10;
        assertEquals("b: label 1 is 10; 0 to 9 was expected",
            assertThrows(InvalidInputException.class, () -> CifarReader.batch("b", wrong, 2, images, 0)).getMessage());
        wrong[5] = (byte) 0xff;
        assertThrows(InvalidInputException.class, () -> CifarReader.batch("b", wrong, 2, images, 0));
    }
}
