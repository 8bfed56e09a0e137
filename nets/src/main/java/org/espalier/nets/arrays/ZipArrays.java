package org.espalier.nets.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.espalier.base.InvalidInputException;

/**
 * Zip archives: NumPy's {@code .npz} and PyTorch's {@code .pt}, told apart by what is in them.
 *
 * <p>Refused before anything is unpacked: more than 100,000 entries, two of one name, entries that lie on top of each other
 * (more packed bytes than the file has), and what would swell to more than 64 MiB and 100 times its size, an entry or all
 * together.
 */
final class ZipArrays {
    private static final String NPY = ".npy";
    private static final int MOST_ENTRIES = 100_000;
    /** What a small entry may not swell to: arrays of numbers that matter shrink some times, not a hundred times. */
    private static final long SUSPICIOUS = 64L << 20;
    private static final long SUSPICIOUS_RATIO = 100;

    private ZipArrays() {}

    static Map<String, StoredArray> all(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<ZipEntry> entries = entries(file, zip);
            if (TorchFile.is(entries)) {
                return TorchFile.all(file, zip, entries);
            }
            if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.getName().endsWith(NPY))) {
                return numpy(file, zip, entries);
            }
            throw new InvalidInputException(file + " is " + what(entries) + ", expected NumPy's arrays (.npz) or PyTorch's tensors (.pt).");
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + " as a zip archive: " + ArrayFile.reason(e)
                + ": it is truncated or damaged.", e);
        }
    }

    private static List<ZipEntry> entries(Path file, ZipFile zip) throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new InvalidInputException(file + " has " + zip.size() + " entries, expected at most " + MOST_ENTRIES + ".");
        }
        long packed = 0;
        long unpacked = 0;
        Set<String> names = new HashSet<>();
        List<ZipEntry> entries = new ArrayList<>();
        for (ZipEntry entry : listed(file, zip)) {
            if (entry.isDirectory()) {
                continue;
            }
            String origin = file + ": " + entry.getName();
            if (!names.add(entry.getName())) {
                throw new InvalidInputException(file + " has two entries " + entry.getName() + ", expected one.");
            }
            if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
                throw new InvalidInputException(origin + " does not say how long it is: the archive is damaged.");
            }
            packed += Math.min(entry.getCompressedSize(), Long.MAX_VALUE / MOST_ENTRIES);
            unpacked += Math.min(entry.getSize(), Long.MAX_VALUE / MOST_ENTRIES);
            refuseSwelling(origin, entry.getCompressedSize(), entry.getSize());
            entries.add(entry);
        }
        if (packed > Files.size(file)) {
            throw new InvalidInputException(file + " has entries that lie on top of each other, " + packed + " bytes in a file of "
                + Files.size(file) + ": it is damaged.");
        }
        refuseSwelling(file.toString(), packed, unpacked);
        return entries;
    }

    private static List<ZipEntry> listed(Path file, ZipFile zip) {
        try {
            return new ArrayList<>(Collections.list(zip.entries()));
        } catch (IllegalArgumentException e) {
            // The library decodes comments, and some names, only here.
            throw new InvalidInputException(file + " has an entry whose name or comment is no text: it is damaged.", e);
        }
    }

    private static void refuseSwelling(String origin, long packed, long unpacked) {
        if (unpacked > SUSPICIOUS && unpacked / SUSPICIOUS_RATIO > packed) {
            throw new InvalidInputException(origin + " would swell from " + packed + " to " + unpacked + " bytes, expected at most "
                + SUSPICIOUS_RATIO + " times its size: save it unpacked (numpy.savez).");
        }
    }

    private static Map<String, StoredArray> numpy(Path file, ZipFile zip, List<ZipEntry> entries) throws IOException {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        for (ZipEntry entry : entries) {
            if (!entry.getName().endsWith(NPY)) {
                throw new InvalidInputException(file + " has an entry " + entry.getName() + ", expected names that end in .npy.");
            }
            String name = entry.getName().substring(0, entry.getName().length() - NPY.length());
            try (InputStream in = zip.getInputStream(entry)) {
                arrays.put(name, NumpyFile.array(name, file + ": " + name, in, entry.getSize(),
                    position -> ByteSource.entry(file, entry.getName(), position, true)));
            }
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static String what(List<ZipEntry> entries) {
        Set<String> names = entries.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        if (names.contains("model.weights.h5")) {
            return "a Keras model";
        }
        if (names.contains("[Content_Types].xml")) {
            return "an office document";
        }
        if (names.contains("META-INF/MANIFEST.MF")) {
            return "a Java archive";
        }
        if (names.stream().anyMatch(name -> name.endsWith("archive_format") || name.endsWith("model.json"))) {
            return "an exported program of PyTorch";
        }
        return "a zip archive of other files (" + entries.get(0).getName() + ")";
    }
}
