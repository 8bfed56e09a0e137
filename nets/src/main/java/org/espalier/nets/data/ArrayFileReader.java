package org.espalier.nets.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.ElementType;
import org.espalier.nets.arrays.StoredArray;

/**
 * Reads a data set from arrays: {@code x_train}, {@code y_train}, {@code x_test} and {@code y_test} in one file ({@code .npz},
 * or any other of {@link ArrayFile}).
 *
 * <p>{@code x} is {@code [n, height, width]}, {@code [n, channels, height, width]} or {@code [n, features]} (then one channel of
 * height 1), finite numbers; unsigned bytes are divided by 255, as those of every other data set, and all other numbers are taken as
 * they are. {@code y} is {@code [n]} or {@code [n, 1]}, whole numbers from 0 on, of which the training set has every one.
 */
final class ArrayFileReader {
    private static final List<String> KEYS = List.of("x_train", "y_train", "x_test", "y_test");
    private static final float BYTE = 255;
    /** More channels than this in the second place and no more than four in the last: channels are last. */
    private static final int MOST_LAST = 4;

    private final Path file;
    private final Map<String, StoredArray> arrays;

    private ArrayFileReader(Path file, Map<String, StoredArray> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /** @throws InvalidInputException one sentence: the array, the place in it, what was found and what expected */
    static DataSet.TrainAndTest read(Path file) {
        return new ArrayFileReader(file, ArrayFile.read(file)).read();
    }

    private DataSet.TrainAndTest read() {
        for (String key : KEYS) {
            if (!arrays.containsKey(key)) {
                throw new InvalidInputException(file + " has no array '" + key + "', expected " + KEYS + "; it has " + arrays.keySet());
            }
        }
        for (String key : arrays.keySet()) {
            if (!KEYS.contains(key)) {
                throw new InvalidInputException(file + " has an array '" + key + "', expected " + KEYS + " alone (validation images are "
                    + "split off the training images)");
            }
        }
        ImageShape shape = shape("x_train");
        if (!shape("x_test").equals(shape)) {
            throw new InvalidInputException(file + ": x_test has images of " + shape("x_test") + ", expected those of x_train, "
                + shape);
        }
        int[] train = labels("y_train", "x_train");
        int[] test = labels("y_test", "x_test");
        int classes = classes(train);
        for (int i = 0; i < test.length; i++) {
            if (test[i] >= classes) {
                throw new InvalidInputException(file + ": y_test[" + i + "] is " + test[i] + ", expected a class of y_train, 0 to "
                    + (classes - 1));
            }
        }
        float[] trained = pixels("x_train");
        float[] tested = pixels("x_test");
        sameBrightness("x_train", "x_test", tested);
        sameBrightness("x_test", "x_train", trained);
        return new DataSet.TrainAndTest(new LabelledImages(shape, classes, trained, train),
            new LabelledImages(shape, classes, tested, test));
    }

    /** Bytes are divided by 255, other numbers are not: beside bytes they have to lie where bytes come to lie. */
    private void sameBrightness(String bytes, String other, float[] pixels) {
        if (array(bytes).type() != ElementType.UINT8 || array(other).type() == ElementType.UINT8) {
            return;
        }
        for (float pixel : pixels) {
            if (pixel < 0 || pixel > 1) {
                throw new InvalidInputException(file + ": " + bytes + " holds bytes, which are divided by 255, and " + other + " "
                    + array(other).type().label() + " with the value " + pixel + "; expected both as bytes, or this from 0 to 1");
            }
        }
    }

    /** One of the four, which are all there. */
    private StoredArray array(String key) {
        return Objects.requireNonNull(arrays.get(key));
    }

    private ImageShape shape(String key) {
        long[] shape = array(key).shape();
        if (shape.length < 2 || shape.length > 4) {
            throw new InvalidInputException(file + ": " + key + " has the shape " + Arrays.toString(shape)
                + ", expected [n, height, width], [n, channels, height, width] or [n, features]");
        }
        if (shape.length == 4 && shape[3] <= MOST_LAST && shape[1] > MOST_LAST) {
            throw new InvalidInputException(file + ": " + key + " has the shape " + Arrays.toString(shape)
                + ", in which the channels seem to be last; expected [n, channels, height, width]: "
                + "numpy.transpose(x, (0, 3, 1, 2))");
        }
        int least = key.equals("x_train") ? 2 : 1;
        if (shape[0] < least) {
            throw new InvalidInputException(file + ": " + key + " has " + shape[0] + " images, expected at least " + least);
        }
        for (long length : shape) {
            if (length < 1 || length > Integer.MAX_VALUE) {
                throw new InvalidInputException(file + ": " + key + " has the shape " + Arrays.toString(shape) + ": its images are empty");
            }
        }
        return switch (shape.length) {
            case 2 -> new ImageShape(1, 1, (int) shape[1]);
            case 3 -> new ImageShape(1, (int) shape[1], (int) shape[2]);
            default -> new ImageShape((int) shape[1], (int) shape[2], (int) shape[3]);
        };
    }

    private float[] pixels(String key) {
        StoredArray array = array(key);
        float[] pixels = array.floats();
        int size = (int) (pixels.length / array.shape()[0]);
        boolean bytes = array.type() == ElementType.UINT8;
        for (int i = 0; i < pixels.length; i++) {
            if (!Float.isFinite(pixels[i])) {
                throw new InvalidInputException(file + ": " + key + " has the value " + pixels[i] + " in image " + i / size + " at place "
                    + i % size + ", expected finite numbers that float32 holds");
            }
            if (bytes) {
                pixels[i] /= BYTE;
            }
        }
        return pixels;
    }

    private int[] labels(String key, String images) {
        StoredArray array = array(key);
        long[] shape = array.shape();
        boolean column = shape.length == 2 && shape[1] == 1;
        if (shape.length != 1 && !column) {
            throw new InvalidInputException(file + ": " + key + " has the shape " + Arrays.toString(shape) + ", expected one label an "
                + "image, [n]" + (shape.length == 2 ? "; of one-hot rows take numpy.argmax(y, 1)" : ""));
        }
        long count = array(images).shape()[0];
        if (shape[0] != count) {
            throw new InvalidInputException(file + ": " + key + " has " + shape[0] + " labels, expected one for each of the " + count
                + " images of " + images);
        }
        array.unreadable().ifPresent(why -> {
            throw new InvalidInputException(array.origin() + " " + why + ": number the classes from 0 on, such as by "
                + "numpy.searchsorted(numpy.unique(y_train), " + key + ")");
        });
        double[] values = array.doubles();
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            if (!(values[i] >= 0 && values[i] < Integer.MAX_VALUE) || values[i] != Math.rint(values[i])) {
                throw new InvalidInputException(file + ": " + key + "[" + i + "] is " + number(values[i])
                    + ", expected a whole number from 0 on");
            }
            labels[i] = (int) values[i];
        }
        return labels;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private int classes(int[] train) {
        BitSet seen = new BitSet();
        int most = 0;
        for (int i = 0; i < train.length; i++) {
            // With no gap there cannot be more classes than images, so no label reserves memory for more.
            if (train[i] >= train.length) {
                throw new InvalidInputException(file + ": y_train[" + i + "] is " + train[i]
                    + ", expected classes without gaps, so at most "
                    + (train.length - 1) + " for " + train.length + " images");
            }
            seen.set(train[i]);
            most = Math.max(most, train[i]);
        }
        int gap = seen.nextClearBit(0);
        if (gap <= most) {
            throw new InvalidInputException(file + ": y_train has no image of class " + gap + " though it has one of class " + most
                + ", expected classes 0, 1, ... without gaps");
        }
        if (most == 0) {
            throw new InvalidInputException(file + ": y_train has class 0 alone, expected at least two classes");
        }
        return most + 1;
    }
}
