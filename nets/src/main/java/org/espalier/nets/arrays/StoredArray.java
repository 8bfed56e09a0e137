package org.espalier.nets.arrays;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.espalier.base.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * An array in a file: its name, type and shape are known, its numbers are read each time they are asked for.
 *
 * <p>Reading takes the memory of the array that is answered, and as much again where the file does not hold it row by row.
 * What is thrown names the file and the array.
 */
public final class StoredArray {
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST = Integer.MAX_VALUE - 8;
    private static final int MEGABYTE = 1 << 20;
    private static final int LONGEST_ORIGIN = 1000;

    private final String name;
    private final String origin;
    private final ElementType type;
    private final Strides layout;
    private final long size;
    private final ByteOrder order;
    private final ByteSource source;
    private final @Nullable String unreadable;

    private StoredArray(String name, String origin, ElementType type, Strides layout, ByteOrder order, ByteSource source,
                        @Nullable String unreadable) {
        this.name = name;
        this.origin = origin.length() <= LONGEST_ORIGIN ? origin : origin.substring(0, LONGEST_ORIGIN) + "\u2026";
        this.type = type;
        this.layout = layout;
        this.size = Strides.size(layout.shape());
        this.order = order;
        this.source = source;
        this.unreadable = unreadable;
    }

    /** @param source starts at the first element; has been found to hold as many as the layout asks for */
    static StoredArray of(String name, String origin, ElementType type, Strides layout, ByteOrder order, ByteSource source) {
        return new StoredArray(name, origin, type, layout, order, source, null);
    }

    /** An array of what is not decoded. @param reason the end of a sentence that begins with the origin, without a full stop */
    static StoredArray unreadable(String name, String origin, long[] shape, String reason) {
        return new StoredArray(name, origin, ElementType.OTHER, Strides.rowByRow(shape), ByteOrder.nativeOrder(), () -> {
            throw new IOException("it is not decoded");
        }, reason);
    }

    /** The name in its file; the file's name without its ending where the file holds one array without a name. */
    public String name() {
        return name;
    }

    /** File and name, as messages begin: {@code weights.npz: fc1.weight}. */
    public String origin() {
        return origin;
    }

    public ElementType type() {
        return type;
    }

    /** Lengths of the axes, a copy; empty for a single number. */
    public long[] shape() {
        return layout.shape().clone();
    }

    /** Number of axes. */
    public int axes() {
        return layout.shape().length;
    }

    /** The number of elements. */
    public long size() {
        return size;
    }

    /** Why the elements are not decoded, as the end of a sentence; empty for numbers and truth values. */
    public Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    /**
     * All elements, row by row; true is 1, and whole numbers beyond 2^53 are rounded.
     *
     * @return a new array
     * @throws InvalidInputException if they are complex or no numbers, or cannot be read
     */
    public double[] doubles() {
        require(type.numeric(), "real numbers");
        return decode(double[]::new, 1, Double.BYTES, (bytes, out, at, count) -> type.doubles(bytes, out, at, count));
    }

    /** As {@link #doubles()}, each rounded to the nearest {@code float}. */
    public float[] floats() {
        require(type.numeric(), "real numbers");
        double[] chunk = new double[chunk()];
        return decode(float[]::new, 1, Float.BYTES, (bytes, out, at, count) -> {
            type.doubles(bytes, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                out[at + i] = (float) chunk[i];
            }
        });
    }

    /**
     * All elements, row by row; true is 1.
     *
     * @return a new array
     * @throws InvalidInputException if they are not whole numbers or truth values by type, or one is 2^63 or more
     */
    public long[] longs() {
        require(type.kind() == ElementType.Kind.WHOLE || type.kind() == ElementType.Kind.TRUTH, "whole numbers");
        return decode(long[]::new, 1, Long.BYTES, (bytes, out, at, count) -> {
            for (int i = at; i < at + count; i++) {
                out[i] = type.whole(bytes);
                if (type == ElementType.UINT64 && out[i] < 0) {
                    throw new InvalidInputException(origin + " holds " + Long.toUnsignedString(out[i]) + ", expected numbers below 2^63.");
                }
            }
        });
    }

    /**
     * All elements, row by row, of any type as long as each is 0 or 1.
     *
     * @return a new array
     * @throws InvalidInputException if another number is there; the message says which and where
     */
    public boolean[] booleans() {
        require(type.numeric(), "truth values");
        double[] chunk = new double[chunk()];
        boolean[] others = {false};
        boolean[] all = decode(boolean[]::new, 1, 1, (bytes, out, at, count) -> {
            type.doubles(bytes, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                others[0] |= chunk[i] != 0 && chunk[i] != 1;
                out[at + i] = chunk[i] == 1;
            }
        });
        if (others[0]) {
            throw new InvalidInputException(origin + " holds " + firstOther() + ", expected 0 or 1 everywhere.");
        }
        return all;
    }

    /** The first number other than 0 and 1, and where. */
    private String firstOther() {
        double[] values = doubles();
        int at = 0;
        while (at < values.length - 1 && (values[at] == 0 || values[at] == 1)) {
            at++;
        }
        return values[at] + " at " + Arrays.toString(position(at));
    }

    /**
     * The same array with its axes in another order; nothing is read or copied.
     *
     * @param order which axis comes first, second, ...: each once
     */
    public StoredArray permuted(int... order) {
        long[] shape = new long[axes()];
        long[] strides = new long[axes()];
        for (int d = 0; d < order.length; d++) {
            shape[d] = layout.shape()[order[d]];
            strides[d] = layout.strides()[order[d]];
        }
        return new StoredArray(name, origin, type, new Strides(shape, strides), this.order, source, unreadable);
    }

    /**
     * All elements, row by row, the imaginary part behind the real one.
     *
     * @throws InvalidInputException if they are not complex by type
     */
    public double[] complexParts() {
        require(type.kind() == ElementType.Kind.COMPLEX, "complex numbers");
        return decode(double[]::new, 2, Double.BYTES,
            (bytes, out, at, count) -> type.doubles(bytes, out, 2 * at, 2 * count));
    }

    /** Elements that are decoded at a time. */
    private int chunk() {
        return (int) Math.min(CHUNK, layout.contiguous() ? size : layout.extent());
    }

    /** Row by row: the index along each axis of element {@code number}. */
    private long[] position(long number) {
        long[] shape = layout.shape();
        long[] index = new long[shape.length];
        long rest = number;
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        return index;
    }

    private void require(boolean fits, String expected) {
        if (unreadable != null) {
            throw new InvalidInputException(origin + " " + unreadable + ".");
        }
        if (!fits) {
            throw new InvalidInputException(origin + " holds " + type.label() + ", expected " + expected + ".");
        }
    }

    /** Decodes some elements into their place. */
    private interface Decoder<A> {
        void decode(ByteBuffer bytes, A out, int at, int count);
    }

    /** @param width numbers an element @param bytes of one such number in {@code A} */
    private <A> A decode(IntFunction<A> make, int width, int bytes, Decoder<A> decoder) {
        if (size == 0) {
            return make.apply(0);
        }
        boolean contiguous = layout.contiguous();
        long stored = contiguous ? size : layout.extent();
        if (Math.max(stored, size) > LONGEST / width) {
            throw new InvalidInputException(origin + " has " + Math.max(stored, size) + " elements, expected at most "
                + LONGEST / width + ": split it.");
        }
        A all = allocate(make, (int) stored * width, bytes);
        try (InputStream in = source.open()) {
            ByteBuffer chunk = ByteBuffer.allocate(chunk() * type.bytes()).order(order);
            for (long at = 0; at < stored; at += CHUNK) {
                int count = (int) Math.min(CHUNK, stored - at);
                if (in.readNBytes(chunk.array(), 0, count * type.bytes()) < count * type.bytes()) {
                    throw new EOFException("it ends before its numbers do");
                }
                if (type == ElementType.BOOL) {
                    checkTruth(chunk.array(), count);
                }
                decoder.decode(chunk.clear(), all, (int) at, count);
            }
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + origin + ": " + ArrayFile.reason(e) + ".", e);
        }
        if (contiguous) {
            return all;
        }
        A ordered = allocate(make, (int) size * width, bytes);
        layout.gather(all, ordered, width);
        return ordered;
    }

    private void checkTruth(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0 && bytes[i] != 1) {
                throw new InvalidInputException(origin + " holds the truth value " + (bytes[i] & 0xff) + ", expected 0 or 1.");
            }
        }
    }

    private <A> A allocate(IntFunction<A> make, int length, int bytes) {
        try {
            return make.apply(length);
        } catch (OutOfMemoryError e) {
            // One array that is too large leaves the heap as it was.
            throw new InvalidInputException(origin + " takes " + ((long) length * bytes / MEGABYTE + 1) + " MB in memory, more than is"
                + " left of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB (Java's option -Xmx gives more).", e);
        }
    }

    /** Origin, type and shape. */
    @Override
    public String toString() {
        return origin + " " + type.label() + Arrays.toString(layout.shape());
    }
}
