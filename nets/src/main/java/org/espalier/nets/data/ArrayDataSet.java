package org.espalier.nets.data;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.reference.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A data set that a user gives as arrays, {@code arrays:FILE.npz}: see {@link ArrayFileReader} for what the file holds.
 *
 * <p>It is known by its content: its checksum is the SHA-256 of shape, classes, pixels (float32) and labels as they are read, so
 * that neither the place of the file nor its compression nor the type of its numbers matters. Its name holds the file's name
 * and the beginning of that checksum.
 */
final class ArrayDataSet implements DataSet {
    private static final int CHUNK = 1 << 14;

    private final Path file;
    private final String name;
    private final Facts facts;
    private SoftReference<TrainAndTest> images;

    /**
     * What is known of it without reading it.
     *
     * @param checksum SHA-256 of the content, 64 hexadecimal digits
     * @param train    number of training images
     * @param test     number of test images
     */
    record Facts(String checksum, ImageShape shape, int classes, int train, int test) {}

    /** @param images what was read, or null */
    private ArrayDataSet(Path file, String name, Facts facts, @Nullable TrainAndTest images) {
        this.file = file;
        this.name = name;
        this.facts = facts;
        this.images = new SoftReference<>(images);
    }

    /** Reads a user's file. @throws InvalidInputException if it holds no data set */
    static ArrayDataSet read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        TrainAndTest images = ArrayFileReader.read(absolute);
        Facts facts = facts(images);
        String name = Reference.of(ArrayDataSets.SCHEME, Reference.nameOf(file), facts.checksum()).toString();
        return new ArrayDataSet(absolute, name, facts, images);
    }

    /** The data set an earlier process read. */
    static ArrayDataSet known(Path file, String name, Facts facts) {
        return new ArrayDataSet(file, name, facts, null);
    }

    private static Facts facts(TrainAndTest images) {
        LabelledImages train = images.train();
        ImageShape shape = train.shape();
        MessageDigest digest = Sha256.digest();
        ByteBuffer head = ByteBuffer.allocate(6 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(shape.channels()).putInt(shape.height()).putInt(shape.width()).putInt(train.classes())
            .putInt(train.count()).putInt(images.test().count());
        digest.update(head.array());
        add(digest, train);
        add(digest, images.test());
        return new Facts(Sha256.hex(digest), shape, train.classes(), train.count(), images.test().count());
    }

    private static void add(MessageDigest digest, LabelledImages images) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] pixels = images.pixels();
        for (int from = 0; from < pixels.length; from += CHUNK) {
            int count = Math.min(CHUNK, pixels.length - from);
            chunk.asFloatBuffer().put(pixels, from, count);
            digest.update(chunk.array(), 0, count * Float.BYTES);
        }
        int[] labels = images.labels();
        for (int from = 0; from < labels.length; from += CHUNK) {
            int count = Math.min(CHUNK, labels.length - from);
            chunk.asIntBuffer().put(labels, from, count);
            digest.update(chunk.array(), 0, count * Integer.BYTES);
        }
    }

    Facts facts() {
        return facts;
    }

    @Override
    public Optional<Path> source() {
        return Optional.of(file);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        ImageShape shape = facts.shape();
        return "Arrays from " + file + ": " + shape + ", "
            + facts.classes() + " classes, " + facts.train() + " for training and " + facts.test() + " for testing.";
    }

    @Override
    public ImageShape shape() {
        return facts.shape();
    }

    @Override
    public int classes() {
        return facts.classes();
    }

    @Override
    public String checksum() {
        return facts.checksum();
    }

    @Override
    public List<DataFile> files() {
        return List.of();
    }

    @Override
    public OptionalInt trainingImages() {
        return OptionalInt.of(facts.train());
    }

    /** @param locator not asked: the file is known */
    @Override
    public synchronized TrainAndTest load(DataLocator locator) {
        TrainAndTest found = images.get();
        if (found == null) {
            found = ArrayFileReader.read(file);
            if (!facts(found).equals(facts)) {
                throw new InvalidInputException(file + " has other content than when " + name
                    + " was planned; run again with --set dataset="
                    + ArrayDataSets.SCHEME + ":" + file + ", which plans trials of their own for it");
            }
            images = new SoftReference<>(found);
        }
        return found;
    }
}
