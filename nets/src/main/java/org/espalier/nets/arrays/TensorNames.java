package org.espalier.nets.arrays;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The tensors in a value of nested dictionaries and lists, each under the names that lead to it, with dots between:
 * {@code model.fc1.weight}. A tensor by itself has the file's name, without its ending.
 *
 * <p>Every tensor is checked against the memory that the file really has for it. Refused: values nested deeper than 64 (or in
 * a circle), more than a million of them, and tensors that strides of 0 blow up to more
 * than 32 MiB and 100 times the bytes of their storages, all together.
 */
final class TensorNames {
    private static final int DEEPEST = 64;
    private static final int MOST = 1_000_000;
    private static final int LONGEST_NAME = 4096;
    private static final long SUSPICIOUS = 32L << 20;
    private static final long SUSPICIOUS_RATIO = 100;

    /** Where a storage's bytes are. @param bytes how many there really are @param from opens them from a position on */
    record Memory(long bytes, NumpyFile.From from) {}

    /** The memory of a storage. */
    interface Memories {
        /** Null where there is none of that name. */
        @Nullable
        Memory find(String key);
    }

    private final Path file;
    private final ByteOrder order;
    private final Memories memories;
    private final Map<String, StoredArray> arrays = new LinkedHashMap<>();
    private final Set<String> storages = new HashSet<>();
    private long stored;
    private long bytes;
    private int met;

    TensorNames(Path file, ByteOrder order, Memories memories) {
        this.file = file;
        this.order = order;
        this.memories = memories;
    }

    /** @throws InvalidInputException with the end of a sentence that begins with the file's name */
    Map<String, StoredArray> all(Object value) {
        if (value instanceof TorchTensor tensor) {
            String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            arrays.put(name, array(name, file.toString(), tensor));
        } else {
            walk("", value, 0);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private void walk(String name, Object value, int depth) {
        if (depth > DEEPEST || name.length() > LONGEST_NAME) {
            throw new InvalidInputException("holds values nested deeper than " + DEEPEST + " levels, or that contain themselves");
        }
        if (++met > MOST) {
            throw new InvalidInputException("holds more than " + MOST + " values, expected a dictionary of tensors");
        }
        String prefix = name.isEmpty() ? "" : name + ".";
        if (value instanceof TorchTensor tensor) {
            if (arrays.put(name, array(name, file + ": " + name, tensor)) != null) {
                throw new InvalidInputException("has two tensors named " + name + ", expected one");
            }
        } else if (value instanceof Map<?, ?> dictionary) {
            dictionary.forEach((key, part) -> walk(prefix + key, part, depth + 1));
        } else if (value instanceof List<?> || value instanceof Object[]) {
            List<?> list = value instanceof List<?> items ? items : Arrays.asList((Object[]) value);
            for (int i = 0; i < list.size(); i++) {
                walk(prefix + i, list.get(i), depth + 1);
            }
        }
    }

    private StoredArray array(String name, String origin, TorchTensor tensor) {
        long[] shape = tensor.layout().shape();
        String what = name + " of shape " + Arrays.toString(shape);
        long size;
        try {
            size = Strides.size(shape);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("has tensor " + name + ", which " + e.getMessage(), e);
        }
        if (tensor.type() == ElementType.OTHER) {
            return StoredArray.unreadable(name, origin, shape, "holds " + (tensor.typeName().isEmpty() ? "bytes without a type"
                : tensor.typeName()) + ", expected float16, bfloat16, float32 or float64: convert it");
        }
        Memory memory = memories.find(tensor.storage().key());
        if (memory == null) {
            throw new InvalidInputException("has tensor " + what + " whose storage " + tensor.storage().key()
                + " is not in the file: it is damaged");
        }
        int width = tensor.type().bytes();
        int unit = tensor.storage().type() == ElementType.OTHER ? 1 : tensor.storage().type().bytes();
        // Each as elements of this tensor, rounded down.
        long announced = tensor.storage().elements() > Long.MAX_VALUE / unit ? Long.MAX_VALUE / width
            : tensor.storage().elements() * unit / width;
        long there = memory.bytes() / width;
        long end = end(what, tensor);
        if (end > Math.min(announced, there) || announced > there) {
            throw new InvalidInputException("has tensor " + what + ", strides " + Arrays.toString(tensor.layout().strides())
                + " and offset " + tensor.offset() + " in a storage that announces " + announced + " elements and has " + there
                + ": it is damaged");
        }
        stored += storages.add(tensor.storage().key()) ? memory.bytes() : 0;
        bytes += size * width;
        if (bytes > SUSPICIOUS && bytes / SUSPICIOUS_RATIO > stored) {
            throw new InvalidInputException("has tensor " + what + ", with which its tensors repeat the " + stored + " bytes of their"
                + " storages more than " + SUSPICIOUS_RATIO + " times: save a copy of what is meant");
        }
        return StoredArray.of(name, origin, tensor.type(), tensor.layout(), order,
            memory.from().position(tensor.offset() * width));
    }

    /** One more than the number of the last element in the storage; 0 where there is none. */
    private static long end(String what, TorchTensor tensor) {
        try {
            long extent = tensor.layout().extent();
            return extent == 0 ? 0 : Math.addExact(tensor.offset(), extent);
        } catch (ArithmeticException e) {
            throw new InvalidInputException("has tensor " + what + ", whose strides or offset are out of range: it is damaged", e);
        }
    }
}
