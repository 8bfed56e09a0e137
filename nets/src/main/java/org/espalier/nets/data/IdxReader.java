package org.espalier.nets.data;

import java.nio.ByteBuffer;
import org.espalier.base.InvalidInputException;

/**
 * The IDX format of MNIST and its relatives: big-endian, a magic number {@code 00 00 TYPE DIMENSIONS}, one 32-bit length a
 * dimension, then the elements row by row. Only unsigned bytes (type 0x08) are read, as all these data sets have.
 *
 * <p>Nothing is allocated before the header's lengths have been checked against the length of the content and against
 * what the data set expects. Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
 */
final class IdxReader {

    private static final int UNSIGNED_BYTE = 0x08;

    private IdxReader() {}

    /**
     * Reads grey images.
     *
     * @param where   the file, for messages
     * @param content the whole uncompressed file; not modified
     * @param count   number of images expected
     * @param shape   expected shape of one image, one channel
     * @param maximum the value that stands for 1: 255, or 16 for the digits
     * @return {@code [count, height * width]}, values 0..1
     * @throws InvalidInputException on any other magic number, length or value
     */
    static float[] images(String where, byte[] content, int count, ImageShape shape, int maximum) {
        int start = header(where, content, count, shape.height(), shape.width());
        float[] scaled = new float[256];
        for (int v = 0; v < 256; v++) {
            scaled[v] = (float) v / maximum;
        }
        float[] pixels = new float[content.length - start];
        for (int i = 0; i < pixels.length; i++) {
            int value = content[start + i] & 0xff;
            if (value > maximum) {
                throw new InvalidInputException(where + ": pixel " + i % shape.size() + " of image " + i / shape.size() + " is "
                    + value + "; 0 to " + maximum + " was expected");
            }
            pixels[i] = scaled[value];
        }
        return pixels;
    }

    /**
     * Reads labels.
     *
     * @param where   the file, for messages
     * @param content the whole uncompressed file; not modified
     * @param count   number of labels expected
     * @param classes number of classes
     * @return {@code [count]}, each in {@code 0..classes-1}
     * @throws InvalidInputException on any other magic number, length or label
     */
    static int[] labels(String where, byte[] content, int count, int classes) {
        int start = header(where, content, count);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = content[start + i] & 0xff;
            if (labels[i] >= classes) {
                throw new InvalidInputException(where + ": label " + i + " is " + labels[i] + "; 0 to " + (classes - 1)
                    + " was expected");
            }
        }
        return labels;
    }

    /** Checks the header and the total length; gives where the elements start. */
    private static int header(String where, byte[] content, int... dimensions) {
        int start = 4 + 4 * dimensions.length;
        if (content.length < start) {
            throw new InvalidInputException(where + " is truncated: " + content.length + " bytes are too few for an IDX header of "
                + start);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int magic = bytes.getInt();
        int expectedMagic = UNSIGNED_BYTE << 8 | dimensions.length;
        if (magic != expectedMagic) {
            throw new InvalidInputException(String.format("%s is not the expected IDX file: its magic number is 0x%08x; 0x%08x "
                + "(unsigned bytes, %d dimensions) was expected", where, magic, expectedMagic, dimensions.length));
        }
        long elements = 1;
        for (int d = 0; d < dimensions.length; d++) {
            long length = bytes.getInt() & 0xffffffffL;
            if (length != dimensions[d]) {
                throw new InvalidInputException(where + ": dimension " + d + " is " + length + "; " + dimensions[d]
                    + " was expected");
            }
            elements *= length;
        }
        if (content.length != start + elements) {
            throw new InvalidInputException(where + " is " + (content.length < start + elements ? "truncated" : "too long") + ": "
                + content.length + " bytes; " + (start + elements) + " were expected");
        }
        return start;
    }
}
