package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IdxReaderTest {

    private static final ImageShape SHAPE = new ImageShape(1, 2, 3);
    private static final byte[] IMAGES = Bytes.idx(0x803, new int[] {2, 2, 3}, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6);
    private static final byte[] LABELS = Bytes.idx(0x801, new int[] {4}, 0, 9, 3, 3);

    @Test
    void readsWhatWasWritten() {
        float[] pixels = IdxReader.images("f", IMAGES, 2, SHAPE, 255);
        assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, Arrays.copyOf(pixels, 6));
        assertEquals(6 / 255f, pixels[11]);
        assertArrayEquals(new int[] {0, 9, 3, 3}, IdxReader.labels("f", LABELS, 4, 10));
    }

    @Test
    void maximumStandsForOne() {
        byte[] content = Bytes.idx(0x803, new int[] {1, 2, 3}, 0, 4, 8, 12, 16, 16);
        assertArrayEquals(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1}, IdxReader.images("f", content, 1, SHAPE, 16));
        content[content.length - 1] = 17;
        refused("pixel 5 of image 0 is 17; 0 to 16 was expected", () -> IdxReader.images("f", content, 1, SHAPE, 16));
    }

    @Test
    void refusesAnotherMagicNumber() {
        byte[] padded = Arrays.copyOf(LABELS, 16);
        refused("its magic number is 0x00000801; 0x00000803", () -> IdxReader.images("f", padded, 2, SHAPE, 255));
        refused("magic number", () -> IdxReader.labels("f", IMAGES, 2, 10));
        refused("magic number is 0x1f8b0800", () -> IdxReader.labels("f", Bytes.idx(0x1f8b0800, new int[] {4}, 0, 0, 0, 0), 4,
            10));
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < IMAGES.length; length++) {
            byte[] cut = Arrays.copyOf(IMAGES, length);
            refused("truncated", () -> IdxReader.images("f", cut, 2, SHAPE, 255));
        }
        for (int length = 0; length < LABELS.length; length++) {
            byte[] cut = Arrays.copyOf(LABELS, length);
            refused("truncated", () -> IdxReader.labels("f", cut, 4, 10));
        }
    }

    @Test
    void refusesMoreThanAnnounced() {
        byte[] longer = Arrays.copyOf(IMAGES, IMAGES.length + 1);
        refused("too long: 29 bytes; 28 were expected", () -> IdxReader.images("f", longer, 2, SHAPE, 255));
    }

    @Test
    void refusesHugeDimensionsBeforeAllocating() {
        byte[] huge = Bytes.idx(0x803, new int[] {-1, -1, -1});
        refused("dimension 0 is 4294967295; 2 was expected", () -> IdxReader.images("f", huge, 2, SHAPE, 255));
        byte[] wrongWidth = Bytes.idx(0x803, new int[] {2, 3, 2}, new int[12]);
        refused("dimension 1 is 3; 2 was expected", () -> IdxReader.images("f", wrongWidth, 2, SHAPE, 255));
    }

    @Test
    void refusesALabelOutOfRange() {
        refused("f: label 1 is 9; 0 to 8 was expected", () -> IdxReader.labels("f", LABELS, 4, 9));
    }

    private static void refused(String message, Executable read) {
        String actual = assertThrows(InvalidInputException.class, read).getMessage();
        assertTrue(actual.startsWith("f") && actual.contains(message), actual);
    }
}
