package org.espalier.nets.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.espalier.base.InvalidInputException;

/** Reads the files of a located data set, whatever they are packed in, and lets only verified content through. */
final class ContentReader {

    private static final int BUFFER = 1 << 16;

    private ContentReader() {}

    /**
     * Gives each file's content, verified, one at a time, so that only one is in memory.
     *
     * @param hint what ends each message: how to mend it
     * @throws InvalidInputException if a file is truncated, too long, corrupt, or differs from its checksum
     */
    static void read(Location location, String hint, BiConsumer<DataFile, byte[]> contents) {
        Map<Path, List<DataFile>> archives = new LinkedHashMap<>();
        for (Location.Found found : location.files()) {
            if (found.packing() == Location.Packing.TAR_GZIP) {
                archives.computeIfAbsent(found.path(), p -> new ArrayList<>()).add(found.file());
            } else {
                byte[] content = single(found, hint);
                verify(found.path().toString(), found.file(), content, hint);
                contents.accept(found.file(), content);
            }
        }
        archives.forEach((path, files) -> archive(path, files, hint, contents));
    }

    private static byte[] single(Location.Found found, String hint) {
        Path path = found.path();
        DataFile file = found.file();
        try (InputStream in = open(path, found.packing() != Location.Packing.RAW)) {
            byte[] content = in.readNBytes((int) file.bytes());
            if (content.length < file.bytes()) {
                throw new InvalidInputException(path + " is truncated: " + content.length + " bytes" + unpacked(found) + "; "
                    + file.bytes() + " were expected" + hint);
            }
            if (in.read() >= 0) {
                throw new InvalidInputException(path + " is too long: more than the expected " + file.bytes() + " bytes"
                    + unpacked(found) + hint);
            }
            return content;
        } catch (IOException e) {
            throw unreadable(path, e, hint);
        }
    }

    private static String unpacked(Location.Found found) {
        return found.packing() == Location.Packing.RAW ? "" : " uncompressed";
    }

    private static void archive(Path path, List<DataFile> files, String hint,
                                BiConsumer<DataFile, byte[]> contents) {
        Map<String, Long> wanted = new HashMap<>();
        Map<String, DataFile> byEntry = new HashMap<>();
        for (DataFile file : files) {
            String entry = file.download().folder() + "/" + file.name();
            wanted.put(entry, file.bytes());
            byEntry.put(entry, file);
        }
        try (InputStream in = open(path, true)) {
            TarReader.read(path.toString(), in, wanted, (entry, content) -> {
                DataFile file = Objects.requireNonNull(byEntry.get(entry));
                verify(path + " (entry " + entry + ")", file, content, hint);
                contents.accept(file, content);
            });
        } catch (IOException e) {
            throw unreadable(path, e, hint);
        }
    }

    private static InputStream open(Path path, boolean gzip) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        if (!gzip) {
            return in;
        }
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void verify(String where, DataFile file, byte[] content, String hint) {
        String actual = Sha256.of(content);
        if (!actual.equals(file.sha256())) {
            throw new InvalidInputException(where + " differs from the published " + file.name() + ": its content has SHA-256 "
                + actual + "; " + file.sha256() + " was expected" + hint);
        }
    }

    private static InvalidInputException unreadable(Path path, IOException e, String hint) {
        if (e instanceof EOFException) {
            return new InvalidInputException(path + " is truncated: it ends in the middle of the compressed data" + hint, e);
        }
        if (e instanceof ZipException) {
            return new InvalidInputException(path + " is not a gzip file, or corrupt: " + e.getMessage() + hint, e);
        }
        return new InvalidInputException(path + " cannot be read: " + e, e);
    }
}
