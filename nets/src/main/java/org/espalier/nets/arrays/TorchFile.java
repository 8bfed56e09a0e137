package org.espalier.nets.arrays;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.pickle.Pickle;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a file that {@code torch.save} wrote (PyTorch 1.6 or newer): a zip archive with {@code data.pkl}, the
 * dictionary with names, shapes and strides, and one entry {@code data/KEY} a storage.
 */
final class TorchFile {
    private static final String PICKLE = "data.pkl";

    private TorchFile() {}

    /** Whether an archive is one: its pickle lies in the folder in which everything lies. */
    static boolean is(List<ZipEntry> entries) {
        return root(entries) != null;
    }

    private static @Nullable String root(List<ZipEntry> entries) {
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            if (name.equals(PICKLE) || name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1) {
                return name.substring(0, name.length() - PICKLE.length());
            }
        }
        return null;
    }

    static Map<String, StoredArray> all(Path file, ZipFile zip, List<ZipEntry> entries) throws IOException {
        String root = Objects.requireNonNull(root(entries), "not an archive of PyTorch's");
        Map<String, ZipEntry> byName = entries.stream().collect(Collectors.toMap(ZipEntry::getName, entry -> entry));
        if (byName.containsKey(root + "constants.pkl") || byName.keySet().stream().anyMatch(n -> n.startsWith(root + "code/"))) {
            throw new InvalidInputException(file + " is a TorchScript archive, which holds code, expected tensors alone: load it in Python"
                + " (torch.jit.load) and save its state_dict() with torch.save.");
        }
        ByteOrder order = order(file, zip, byName.get(root + "byteorder"));
        try (InputStream in = new BufferedInputStream(zip.getInputStream(Objects.requireNonNull(byName.get(root + PICKLE))))) {
            Object value = Pickle.read(in, new TorchVocabulary()).value();
            return new TensorNames(file, order, key -> {
                ZipEntry entry = byName.get(root + "data/" + key);
                return entry == null ? null : new TensorNames.Memory(entry.getSize(),
                    position -> ByteSource.entry(file, entry.getName(), position, false));
            }).all(value);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage() + ".", e);
        }
    }

    private static ByteOrder order(Path file, ZipFile zip, @Nullable ZipEntry entry) throws IOException {
        if (entry == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            String order = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
            return switch (order) {
                case "little" -> ByteOrder.LITTLE_ENDIAN;
                case "big" -> ByteOrder.BIG_ENDIAN;
                default -> throw new InvalidInputException(file + ": " + entry.getName() + " says '" + order
                    + "', expected little or big.");
            };
        }
    }
}
