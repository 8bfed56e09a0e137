package org.espalier.nets.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import org.espalier.base.InvalidInputException;

/**
 * Optical Recognition of Handwritten Digits (Alpaydin and Kaynak 1998, UCI Machine Learning Repository, CC BY 4.0): the
 * 1,797 images of its published test file, 8x8, each value the number 0..16 of dark pixels in a 4x4 block.
 *
 * <p>It ships with the suite and needs nothing. The division is ours, since the copy in common use is one file: the first
 * 1,437 images are for training, the last 360 for testing, in the published order.
 */
public final class Digits implements DataSet {

    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final int CLASSES = 10;
    private static final int COUNT = 1_797;
    private static final int TEST = 360;
    private static final int MAXIMUM = 16;

    private static final Embedded IMAGES = new Embedded("digits-images-idx3-ubyte",
        "359cd13f0f514122884198b78a131df597421cbf5e93a76678fa96fc548f0d96", 115_024);
    private static final Embedded LABELS = new Embedded("digits-labels-idx1-ubyte",
        "ce71631c1f31ce56fa54f31d1d498fafacff59b001e6c30c4a5e29508aa277ad", 1_805);

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public String description() {
        return "Handwritten digits, 8x8 grey, 10 classes, 1,437 for training and 360 for testing, by Alpaydin and Kaynak "
            + "(1998, UCI Machine Learning Repository), CC BY 4.0; ships with the suite.";
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public String checksum() {
        return Sha256.ofText(IMAGES.sha256() + "\n" + LABELS.sha256() + "\n");
    }

    @Override
    public List<DataFile> files() {
        return List.of();
    }

    @Override
    public OptionalInt trainingImages() {
        return OptionalInt.of(COUNT - TEST);
    }

    /** @param locator not asked: the data set is embedded */
    @Override
    public TrainAndTest load(DataLocator locator) {
        float[] pixels = IdxReader.images(IMAGES.name(), IMAGES.read(), COUNT, SHAPE, MAXIMUM);
        int[] labels = IdxReader.labels(LABELS.name(), LABELS.read(), COUNT, CLASSES);
        int train = COUNT - TEST;
        int cut = train * SHAPE.size();
        return new TrainAndTest(
            new LabelledImages(SHAPE, CLASSES, Arrays.copyOf(pixels, cut), Arrays.copyOf(labels, train)),
            new LabelledImages(SHAPE, CLASSES, Arrays.copyOfRange(pixels, cut, pixels.length),
                Arrays.copyOfRange(labels, train, COUNT)));
    }

    /** An IDX file among the resources, compressed with gzip. */
    private record Embedded(String name, String sha256, int bytes) {

        byte[] read() {
            String resource = "digits/" + name + ".gz";
            try (InputStream in = Digits.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new InvalidInputException("the resource " + resource + " is missing from the suite's jar");
                }
                byte[] content = new GZIPInputStream(in).readNBytes(bytes + 1);
                if (!Sha256.of(content).equals(sha256)) {
                    throw new InvalidInputException("the resource " + resource + " differs from its checksum " + sha256);
                }
                return content;
            } catch (IOException e) {
                throw new InvalidInputException("the resource " + resource + " cannot be read: " + e, e);
            }
        }
    }
}
