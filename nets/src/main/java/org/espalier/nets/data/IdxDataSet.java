package org.espalier.nets.data;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** A data set of the MNIST family: 28x28 grey images in ten classes, four IDX files. */
abstract class IdxDataSet implements DataSet {

    private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
    private static final int CLASSES = 10;
    private static final int TRAIN = 60_000;
    private static final int TEST = 10_000;

    private final String name;
    private final String description;
    private final List<DataFile> files;
    private final int train;
    private final int test;

    /** @param files training images, training labels, test images, test labels */
    IdxDataSet(String name, String description, List<DataFile> files) {
        this(name, description, files, TRAIN, TEST);
    }

    /** For tests: another number of images. */
    IdxDataSet(String name, String description, List<DataFile> files, int train, int test) {
        this.name = name;
        this.description = description;
        this.files = List.copyOf(files);
        this.train = train;
        this.test = test;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
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
        return DataFile.checksum(files);
    }

    @Override
    public List<DataFile> files() {
        return files;
    }

    @Override
    public OptionalInt trainingImages() {
        return OptionalInt.of(train);
    }

    @Override
    public TrainAndTest load(DataLocator locator) {
        Map<DataFile, float[]> pixels = new HashMap<>();
        Map<DataFile, int[]> labels = new HashMap<>();
        locator.read(this, (file, content) -> {
            int at = files.indexOf(file);
            int count = at < 2 ? train : test;
            if (at % 2 == 0) {
                pixels.put(file, IdxReader.images(file.name(), content, count, SHAPE, 255));
            } else {
                labels.put(file, IdxReader.labels(file.name(), content, count, CLASSES));
            }
        });
        return new TrainAndTest(
            new LabelledImages(SHAPE, CLASSES, of(pixels, 0), of(labels, 1)),
            new LabelledImages(SHAPE, CLASSES, of(pixels, 2), of(labels, 3)));
    }

    private <T> T of(Map<DataFile, T> read, int at) {
        return Objects.requireNonNull(read.get(files.get(at)));
    }

    /** One of the four files, published compressed as {@code NAME.gz} under {@code host}. */
    static DataFile file(String host, String name, String contentSha256, long contentBytes, String gzSha256,
                         long gzBytes) {
        String published = name + ".gz";
        return new DataFile(name, contentSha256, contentBytes,
            Download.gzip(published, gzSha256, gzBytes, URI.create(host + published)));
    }
}
