package org.espalier.nets.data;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of a data set, known by its content as read, so that every provider of the same images passes: raw, compressed
 * again by a distribution, or inside the published archive.
 *
 * @param name     name of the uncompressed file: {@code train-images-idx3-ubyte}, {@code data_batch_1.bin}
 * @param sha256   SHA-256 of the uncompressed content, lower-case hexadecimal
 * @param bytes    length of the uncompressed content
 * @param download what the data set's host publishes it in
 */
public record DataFile(String name, String sha256, long bytes, Download download) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public DataFile {
        requireDigest(name, sha256);
        if (name.contains("/") || name.isEmpty() || bytes <= 0 || bytes > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a data file has a plain name and a length an array can hold: " + name);
        }
    }

    /**
     * Identity of a data set made of files: SHA-256 over their SHA-256s (hexadecimal, one a line, in order).
     */
    public static String checksum(List<DataFile> files) {
        return Sha256.ofText(files.stream().map(f -> f.sha256() + "\n").collect(Collectors.joining()));
    }

    static void requireDigest(String name, String sha256) {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal for " + name + ": " + sha256);
        }
    }
}
