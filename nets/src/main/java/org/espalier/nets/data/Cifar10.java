package org.espalier.nets.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * CIFAR-10 (Krizhevsky 2009), the binary version. It is read from the published archive or from the folder
 * {@code cifar-10-batches-bin} that the archive unpacks to; as {@code float[]} it takes 737 MB. The sources of the
 * checksums are in {@code docs/datasets.md}.
 */
public final class Cifar10 implements DataSet {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int CLASSES = 10;
    private static final int BATCH = 10_000;
    private static final int TRAIN_BATCHES = 5;

    private static final Download ARCHIVE = Download.archive("cifar-10-binary.tar.gz",
        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", 170_052_171,
        URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), "cifar-10-batches-bin");

    private final int batch;
    private final List<DataFile> files;

    public Cifar10() {
        this(BATCH, published());
    }

    /** For tests: batches of another size. */
    Cifar10(int batch, List<DataFile> files) {
        this.batch = batch;
        this.files = List.copyOf(files);
    }

    private static List<DataFile> published() {
        List<DataFile> batches = new ArrayList<>();
        batches.add(batch("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"));
        batches.add(batch("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"));
        batches.add(batch("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"));
        batches.add(batch("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"));
        batches.add(batch("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"));
        batches.add(batch("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"));
        return batches;
    }

    private static DataFile batch(String name, String sha256) {
        return new DataFile(name, sha256, (long) BATCH * (1 + SHAPE.size()), ARCHIVE);
    }

    @Override
    public String name() {
        return "cifar10";
    }

    @Override
    public String description() {
        return "Photographs of animals and vehicles, 32x32 in colour, 10 classes, 50,000 for training and 10,000 for "
            + "testing, by Krizhevsky (2009); no licence is stated by its author, who asks for a citation.";
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
        return OptionalInt.of(TRAIN_BATCHES * batch);
    }

    @Override
    public TrainAndTest load(DataLocator locator) {
        LabelledImages[] parts = new LabelledImages[2];
        locator.read(this, (file, content) -> {
            // Made only once a first file has been found and verified.
            if (parts[0] == null) {
                parts[0] = blank(TRAIN_BATCHES * batch);
                parts[1] = blank(batch);
            }
            int at = files.indexOf(file);
            boolean train = at < TRAIN_BATCHES;
            CifarReader.batch(file.name(), content, batch, parts[train ? 0 : 1], train ? at * batch : 0);
        });
        return new TrainAndTest(parts[0], parts[1]);
    }

    private static LabelledImages blank(int count) {
        return new LabelledImages(SHAPE, CLASSES, new float[count * SHAPE.size()], new int[count]);
    }
}
