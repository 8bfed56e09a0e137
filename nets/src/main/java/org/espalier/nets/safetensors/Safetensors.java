package org.espalier.nets.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.espalier.base.InvalidInputException;

/**
 * Reads and writes safetensors files.
 *
 * <p>A file from elsewhere is not trusted: the header's length, every shape and every offset are checked against the
 * file's size before memory is taken for them. Stricter than the reference implementation: a header of more than 16 MiB
 * (there: 100 MB), an unknown key of a tensor and a name that occurs twice are refused.
 */
public final class Safetensors {
    private static final long LONGEST_HEADER = 16L << 20;

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param tensors  by name, in the order of the file's header; not modifiable
     * @param metadata text by key; not modifiable
     */
    public record Contents(Map<String, SafeTensor> tensors, Map<String, String> metadata) {
        public Contents {
            tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /**
     * Writes a file, whole or not at all: to a temporary file beside it, then by rename.
     *
     * <p>The same tensors in the same order and the same metadata give the same bytes.
     *
     * @param file     replaced if it exists; its folder must exist
     * @param tensors  by name; the file keeps the order of the map, so take a {@link LinkedHashMap} or a sorted one
     * @param metadata text by key, written sorted by key; may be empty
     * @throws InvalidInputException if the file cannot be written or a tensor has the reserved name {@code __metadata__}
     */
    public static void write(Path file, Map<String, SafeTensor> tensors, Map<String, String> metadata) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                writeAll(temporary, tensors, Header.of(tensors, metadata).toJson());
                rename(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InvalidInputException("Cannot write " + file + ": " + reason(e) + ".", e);
        }
    }

    private static void writeAll(Path temporary, Map<String, SafeTensor> tensors, byte[] json) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            writeFully(channel, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).flip());
            writeFully(channel, ByteBuffer.wrap(json));
            for (String name : Header.layout(tensors)) {
                writeFully(channel, tensors.get(name).data());
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system cannot rename in one step", e);
        }
    }

    /**
     * Reads a file into memory.
     *
     * @throws InvalidInputException if it cannot be read or is not a well-formed safetensors file; the message names the file and
     *                       what is wrong with it
     */
    public static Contents read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Layout layout = layout(channel);
            Map<String, SafeTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Place> e : layout.places().entrySet()) {
                Place place = e.getValue();
                if (place.bytes() > Integer.MAX_VALUE) {
                    throw new Header.Malformed("has tensor " + e.getKey() + " of " + place.bytes()
                        + " bytes, expected at most 2^31-1.");
                }
                ByteBuffer data = readFully(channel, place.begin(), (int) place.bytes());
                tensors.put(e.getKey(), new SafeTensor(place.dtype(), place.shape(), data));
            }
            return new Contents(tensors, layout.metadata());
        } catch (Header.Malformed e) {
            throw new InvalidInputException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + reason(e) + ".", e);
        }
    }

    /** Where a tensor lies. @param begin its first byte in the file @param bytes how many there are, as many as its shape asks for */
    public record Place(DType dtype, long[] shape, long begin, long bytes) {}

    /** A file without its numbers. @param places by name, in the header's order @param metadata text by key */
    public record Layout(Map<String, Place> places, Map<String, String> metadata) {}

    /**
     * Reads the header alone; every tensor it speaks of is there.
     *
     * @throws InvalidInputException as {@link #read}
     */
    public static Layout layout(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return layout(channel);
        } catch (Header.Malformed e) {
            throw new InvalidInputException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + reason(e) + ".", e);
        }
    }

    private static Layout layout(FileChannel channel) throws IOException, Header.Malformed {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new Header.Malformed("has " + size + " bytes, expected at least 8: it is no safetensors file.");
        }
        long length = readFully(channel, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > size - Long.BYTES) {
            throw new Header.Malformed("announces a header of " + Long.toUnsignedString(length)
                + " bytes, expected at most the " + (size - Long.BYTES) + " that follow: it is truncated or no"
                + " safetensors file.");
        }
        if (length > LONGEST_HEADER) {
            throw new Header.Malformed("announces a header of " + length + " bytes, expected at most "
                + LONGEST_HEADER + ".");
        }
        long dataStart = Long.BYTES + length;
        Header header = Header.parse(readFully(channel, Long.BYTES, (int) length).array(), size - dataStart);
        Map<String, Place> places = new LinkedHashMap<>();
        header.entries().forEach((name, entry) -> places.put(name, new Place(entry.dtype(), entry.shape(),
            dataStart + entry.begin(), entry.end() - entry.begin())));
        return new Layout(places, header.metadata());
    }

    private static ByteBuffer readFully(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
