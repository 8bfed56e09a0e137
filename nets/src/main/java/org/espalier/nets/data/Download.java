package org.espalier.nets.data;

import java.net.URI;

/**
 * What a data set's host publishes: one compressed file, or one archive that holds several files.
 *
 * @param name   its name as published: {@code train-images-idx3-ubyte.gz}
 * @param sha256 its SHA-256, lower-case hexadecimal; checked when it is downloaded (files found on the machine are known
 *               by their content instead, since they may have been packed again)
 * @param bytes  its length
 * @param source where it is offered, over HTTPS
 * @param folder the folder its files lie in inside an archive ({@code .tar.gz}); empty for a single compressed file
 */
public record Download(String name, String sha256, long bytes, URI source, String folder) {

    public Download {
        DataFile.requireDigest(name, sha256);
        if (name.contains("/") || folder.contains("/") || name.isEmpty() || bytes <= 0) {
            throw new IllegalArgumentException("a download has a plain name, a plain folder and a length: " + name);
        }
    }

    /** A single file compressed with gzip. */
    public static Download gzip(String name, String sha256, long bytes, URI source) {
        return new Download(name, sha256, bytes, source, "");
    }

    /** An archive ({@code .tar.gz}) whose files lie in {@code folder}. */
    public static Download archive(String name, String sha256, long bytes, URI source, String folder) {
        return new Download(name, sha256, bytes, source, folder);
    }

    /** Whether it holds several files in a folder. */
    public boolean isArchive() {
        return !folder.isEmpty();
    }
}
