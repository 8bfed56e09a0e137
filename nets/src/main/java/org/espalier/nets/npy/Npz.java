package org.espalier.nets.npy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.espalier.base.InvalidInputException;

/** Named arrays in a {@code .npz} file: a zip archive with one {@code .npy} an array, stored or deflated. */
public final class Npz {
    private static final String SUFFIX = ".npy";
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 4L << 30;
    /** What a small file may not swell to: arrays of numbers that matter shrink some times, not a hundred times. */
    private static final long SUSPICIOUS = 64L << 20;
    private static final long SUSPICIOUS_RATIO = 100;
    /** A date for every entry, so that archives do not differ by the time of writing. */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Npz() {}

    /**
     * Reads all arrays.
     *
     * @return by name, in the archive's order; not modifiable
     * @throws InvalidInputException if the archive cannot be read, an entry is no array, two have one name, or it would swell to
     *                       more than 4 GiB, or to more than 64 MiB and 100 times an entry's size in the file; the message
     *                       names the file and the entry
     */
    public static Map<String, NpyArray> read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new InvalidInputException(file + " has " + zip.size() + " entries, expected at most " + MOST_ENTRIES + ".");
            }
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            long total = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                total += Math.max(0, entry.getSize());
                if (total > MOST_BYTES) {
                    throw new InvalidInputException(file + " holds more than " + MOST_BYTES + " bytes when unpacked.");
                }
                if (arrays.put(name(file, entry), array(file, zip, entry)) != null) {
                    throw new InvalidInputException(file + " has two arrays named " + entry.getName() + ", expected one.");
                }
            }
            return Collections.unmodifiableMap(arrays);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(file + " has an entry whose name or comment is no text: it is damaged.", e);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + Npy.reason(e) + ".", e);
        }
    }

    private static String name(Path file, ZipEntry entry) {
        if (!entry.getName().endsWith(SUFFIX)) {
            throw new InvalidInputException(file + " has an entry " + entry.getName() + ", expected names that end in " + SUFFIX
                + ".");
        }
        return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    }

    private static NpyArray array(Path file, ZipFile zip, ZipEntry entry) {
        long size = entry.getSize();
        if (size > SUSPICIOUS && size / SUSPICIOUS_RATIO > entry.getCompressedSize()) {
            throw new InvalidInputException(file + ": " + entry.getName() + " would swell from " + entry.getCompressedSize() + " to "
                + size + " bytes, expected at most " + SUSPICIOUS_RATIO + " times its size.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Npy.read(in, size);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + entry.getName() + " " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + entry.getName() + " of " + file + ": " + Npy.reason(e) + ".", e);
        }
    }

    /**
     * Writes arrays, deflated, in the map's order, by rename. The same arrays make the same bytes.
     *
     * @throws InvalidInputException if the file cannot be written
     */
    public static void write(Path file, Map<String, NpyArray> arrays) {
        Npy.replace(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
                for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                    ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                    entry.setTimeLocal(WRITTEN);
                    zip.putNextEntry(entry);
                    Npy.write(zip, array.getValue());
                    zip.closeEntry();
                }
            }
        });
    }
}
