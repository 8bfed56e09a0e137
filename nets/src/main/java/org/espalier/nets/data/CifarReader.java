package org.espalier.nets.data;

import org.espalier.base.InvalidInputException;

/**
 * The binary version of CIFAR-10: records of one label byte and 3,072 pixel bytes (32x32, first all of red, then green,
 * then blue, row by row), with no header. Source: Krizhevsky, "Learning multiple layers of features from tiny images",
 * 2009, and the data set's page.
 */
final class CifarReader {

    private CifarReader() {}

    /**
     * Reads one batch file into its place among the images.
     *
     * @param where   the file, for messages
     * @param content the whole file; not modified
     * @param count   number of records expected
     * @param into    receives pixels 0..1 and labels of images {@code first..first+count-1}; modified
     * @param first   index of the batch's first image
     * @throws InvalidInputException on any other length, or a label out of range
     */
    static void batch(String where, byte[] content, int count, LabelledImages into, int first) {
        int size = into.shape().size();
        long expected = (long) count * (1 + size);
        if (content.length != expected) {
            throw new InvalidInputException(where + " is " + (content.length < expected ? "truncated" : "too long") + ": "
                + content.length + " bytes; " + expected + " (" + count + " records of " + (1 + size)
                + ") were expected");
        }
        float[] scaled = new float[256];
        for (int v = 0; v < 256; v++) {
            scaled[v] = v / 255f;
        }
        float[] pixels = into.pixels();
        int from = 0;
        int to = first * size;
        for (int i = 0; i < count; i++) {
            int label = content[from++] & 0xff;
            if (label >= into.classes()) {
                throw new InvalidInputException(where + ": label " + i + " is " + label + "; 0 to " + (into.classes() - 1)
                    + " was expected");
            }
            into.labels()[first + i] = label;
            for (int end = to + size; to < end; to++) {
                pixels[to] = scaled[content[from++] & 0xff];
            }
        }
    }
}
