package org.espalier.nets.arrays;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.pickle.Pickle;

/**
 * The tensors of a file that {@code torch.save} wrote before PyTorch 1.6, or since with
 * {@code _use_new_zipfile_serialization=False}: five pickles one behind the other (a number that marks the kind, its version,
 * the machine, the dictionary with names, shapes and strides, the storages' keys), then for each key the number of elements
 * (8 bytes) and the elements.
 */
final class LegacyTorchFile {
    private static final long VERSION = 1001;
    private static final int MOST_STORAGES = 100_000;

    private LegacyTorchFile() {}

    static Map<String, StoredArray> all(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            TorchVocabulary vocabulary = new TorchVocabulary();
            Pickle.Read mark = Pickle.read(in, vocabulary);
            Pickle.Read version = Pickle.read(in, vocabulary);
            Pickle.Read machine = Pickle.read(in, vocabulary);
            Pickle.Read tensors = Pickle.read(in, vocabulary);
            Pickle.Read keys = Pickle.read(in, vocabulary);
            if (!Long.valueOf(VERSION).equals(version.value()) || !(machine.value() instanceof Map<?, ?> about)
                || !(keys.value() instanceof List<?> names) || names.size() > MOST_STORAGES) {
                throw new InvalidInputException("is no well-formed PyTorch file of the kind before version 1.6");
            }
            ByteOrder order = Boolean.FALSE.equals(about.get("little_endian")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            long start = mark.bytes() + version.bytes() + machine.bytes() + tensors.bytes() + keys.bytes();
            Map<String, TensorNames.Memory> memories = memories(file, channel, start, names, vocabulary.storages(), order);
            return new TensorNames(file, order, memories::get).all(tensors.value());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + ArrayFile.reason(e) + ".", e);
        }
    }

    private static Map<String, TensorNames.Memory> memories(Path file, FileChannel channel, long start, List<?> keys,
                                                            Map<String, TorchTensor.Storage> storages, ByteOrder order) throws IOException {
        Map<String, TensorNames.Memory> memories = new HashMap<>();
        long at = start;
        for (Object key : keys) {
            TorchTensor.Storage storage = key instanceof String name ? storages.get(name) : null;
            if (storage == null) {
                throw new InvalidInputException("has a storage that no tensor lies in: it is damaged");
            }
            long elements = number(channel, at, order);
            long left = channel.size() - at - Long.BYTES;
            int width = Math.max(1, storage.type().bytes());
            if (elements < 0 || elements > left / width) {
                throw new InvalidInputException("has a storage of " + elements + " elements, expected at most the " + left / width
                    + " that follow: it is truncated or damaged");
            }
            long position = at + Long.BYTES;
            memories.put(storage.key(), new TensorNames.Memory(elements * width,
                offset -> ByteSource.file(file, position + offset)));
            at = position + elements * width;
        }
        return memories;
    }

    private static long number(FileChannel channel, long position, ByteOrder order) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(order);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it ends before its numbers do");
            }
        }
        return bytes.flip().getLong();
    }
}
