package org.espalier.nets.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An IDX data set of three training images and one test image, made here. */
final class TinyDataSet extends IdxDataSet {

    static final byte[] TRAIN_IMAGES = images(3, 10);
    static final byte[] TRAIN_LABELS = Bytes.idx(0x801, new int[] {3}, 0, 1, 9);
    static final byte[] TEST_IMAGES = images(1, 200);
    static final byte[] TEST_LABELS = Bytes.idx(0x801, new int[] {1}, 7);

    TinyDataSet() {
        this("https://data.invalid/");
    }

    TinyDataSet(String host) {
        super("tiny", "Made for tests.", List.of(
            file(host, "train-images", TRAIN_IMAGES), file(host, "train-labels", TRAIN_LABELS),
            file(host, "test-images", TEST_IMAGES), file(host, "test-labels", TEST_LABELS)), 3, 1);
    }

    private static byte[] images(int count, int first) {
        int[] pixels = new int[count * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (first + i) % 256;
        }
        return Bytes.idx(0x803, new int[] {count, 28, 28}, pixels);
    }

    private static DataFile file(String host, String name, byte[] content) {
        byte[] gz = Bytes.gzip(content);
        return new DataFile(name, Sha256.of(content), content.length,
            Download.gzip(name + ".gz", Sha256.of(gz), gz.length, URI.create(host + name + ".gz")));
    }

    static byte[] content(String name) {
        return switch (name) {
            case "train-images" -> TRAIN_IMAGES;
            case "train-labels" -> TRAIN_LABELS;
            case "test-images" -> TEST_IMAGES;
            default -> TEST_LABELS;
        };
    }

    /** Puts the files there, compressed or not. */
    void write(Path folder, boolean gzip) throws IOException {
        Files.createDirectories(folder);
        for (DataFile file : files()) {
            byte[] content = content(file.name());
            Files.write(folder.resolve(file.name() + (gzip ? ".gz" : "")), gzip ? Bytes.gzip(content) : content);
        }
    }
}
