package org.espalier.nets.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.HalfPrecision;

/** An array of numbers of one type, row by row. Immutable: arrays are copied in and out. */
public final class NpyArray {
    private final NpyType type;
    private final long[] shape;
    /** Little-endian, row by row. */
    private final byte[] data;

    NpyArray(NpyType type, long[] shape, byte[] data) {
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
        if (bytes(type, shape) != data.length) {
            throw new InvalidInputException("an array of shape " + Arrays.toString(shape) + " and type " + type.label() + " has "
                + data.length + " bytes, expected " + bytes(type, shape));
        }
    }

    /** @param shape lengths whose product is the number of values; none for a single number */
    public static NpyArray of(double[] values, long... shape) {
        ByteBuffer buffer = buffer(NpyType.F8, values.length, shape);
        buffer.asDoubleBuffer().put(values);
        return new NpyArray(NpyType.F8, shape, buffer.array());
    }

    /** As of {@code double}s, in float32. */
    public static NpyArray of(float[] values, long... shape) {
        ByteBuffer buffer = buffer(NpyType.F4, values.length, shape);
        buffer.asFloatBuffer().put(values);
        return new NpyArray(NpyType.F4, shape, buffer.array());
    }

    /** As of {@code double}s, in int32. */
    public static NpyArray of(int[] values, long... shape) {
        ByteBuffer buffer = buffer(NpyType.I4, values.length, shape);
        buffer.asIntBuffer().put(values);
        return new NpyArray(NpyType.I4, shape, buffer.array());
    }

    /** As of {@code double}s, in int64. */
    public static NpyArray of(long[] values, long... shape) {
        ByteBuffer buffer = buffer(NpyType.I8, values.length, shape);
        buffer.asLongBuffer().put(values);
        return new NpyArray(NpyType.I8, shape, buffer.array());
    }

    /** As of {@code double}s, of bytes from 0 to 255. */
    public static NpyArray of(byte[] unsigned, long... shape) {
        return new NpyArray(NpyType.U1, shape, buffer(NpyType.U1, unsigned.length, shape).put(unsigned).array());
    }

    /** As of {@code double}s, of truth values. */
    public static NpyArray of(boolean[] values, long... shape) {
        ByteBuffer buffer = buffer(NpyType.B1, values.length, shape);
        for (boolean value : values) {
            buffer.put((byte) (value ? 1 : 0));
        }
        return new NpyArray(NpyType.B1, shape, buffer.array());
    }

    /** As of {@code double}s, of complex numbers. @param im as many as {@code re} */
    public static NpyArray ofComplex(double[] re, double[] im, long... shape) {
        ByteBuffer buffer = buffer(NpyType.C16, re.length, shape);
        for (int i = 0; i < re.length; i++) {
            buffer.putDouble(re[i]).putDouble(im[i]);
        }
        return new NpyArray(NpyType.C16, shape, buffer.array());
    }

    /** As of {@code double}s, of texts. @throws InvalidInputException if one has more than 16 characters */
    public static NpyArray of(List<String> texts, long... shape) {
        ByteBuffer buffer = buffer(NpyType.TEXT, texts.size(), shape);
        for (int i = 0; i < texts.size(); i++) {
            int[] characters = texts.get(i).codePoints().toArray();
            if (characters.length > NpyType.TEXT.bytes() / Integer.BYTES) {
                throw new InvalidInputException("the text '" + texts.get(i) + "' has " + characters.length
                    + " characters, expected at most " + NpyType.TEXT.bytes() / Integer.BYTES);
            }
            buffer.position(i * NpyType.TEXT.bytes()).asIntBuffer().put(characters);
        }
        return new NpyArray(NpyType.TEXT, shape, buffer.array());
    }

    private static ByteBuffer buffer(NpyType type, int values, long[] shape) {
        if (bytes(type, shape) != (long) values * type.bytes()) {
            throw new InvalidInputException("an array of shape " + Arrays.toString(shape) + " is given " + values
                + " values, expected as many as the product of its lengths");
        }
        return ByteBuffer.allocate(values * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The size in bytes.
     *
     * @throws InvalidInputException if a length is negative, or the size more than an array of Java holds
     */
    static long bytes(NpyType type, long[] shape) {
        long bytes = type.bytes();
        boolean empty = false;
        for (long length : shape) {
            if (length < 0) {
                throw new InvalidInputException("shape " + Arrays.toString(shape) + " has a negative length");
            }
            empty |= length == 0;
        }
        for (long length : shape) {
            if (!empty && length > (Integer.MAX_VALUE - 8L) / bytes) {
                throw new InvalidInputException("an array of shape " + Arrays.toString(shape) + " and type " + type.label()
                    + " is too large, expected at most 2 GiB");
            }
            bytes *= empty ? 1 : length;
        }
        return empty ? 0 : bytes;
    }

    public NpyType type() {
        return type;
    }

    /** A copy; empty for a single number. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of elements. */
    public int size() {
        return data.length / type.bytes();
    }

    /**
     * All elements, row by row; true is 1, and whole numbers beyond 2^53 are rounded.
     *
     * @throws InvalidInputException if they are complex
     */
    public double[] doubles() {
        double[] values = new double[size()];
        ByteBuffer buffer = little();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F2 -> HalfPrecision.binary16(buffer.getShort());
                case F4 -> buffer.getFloat();
                case F8 -> buffer.getDouble();
                case I1 -> buffer.get();
                case I2 -> buffer.getShort();
                case I4 -> buffer.getInt();
                case I8 -> buffer.getLong();
                case U1, B1 -> buffer.get() & 0xff;
                case U2 -> buffer.getShort() & 0xffff;
                case U4 -> buffer.getInt() & 0xffffffffL;
                case U8 -> unsigned(buffer.getLong());
                case C8, C16, TEXT -> throw new InvalidInputException("the array's type is " + type.label() + ", expected real numbers");
            };
        }
        return values;
    }

    /** All texts, row by row. @throws InvalidInputException if they are none by type, or damaged */
    public List<String> texts() {
        if (type != NpyType.TEXT) {
            throw new InvalidInputException("the array's type is " + type.label() + ", expected texts of at most 16 characters");
        }
        List<String> texts = new ArrayList<>();
        IntBuffer characters = little().asIntBuffer();
        StringBuilder text = new StringBuilder();
        while (characters.hasRemaining()) {
            int character = characters.get();
            if (!Character.isValidCodePoint(character)) {
                throw new InvalidInputException("the array holds the character number " + character + ", expected a text");
            }
            if (character != 0) {
                text.appendCodePoint(character);
            }
            if (characters.position() % (NpyType.TEXT.bytes() / Integer.BYTES) == 0) {
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        return texts;
    }

    /**
     * All elements, row by row, the imaginary part behind the real one.
     *
     * @throws InvalidInputException if they are not complex by type
     */
    public double[] complexParts() {
        if (!type.complex()) {
            throw new InvalidInputException("the array's type is " + type.label() + ", expected complex numbers");
        }
        double[] parts = new double[2 * size()];
        ByteBuffer buffer = little();
        for (int i = 0; i < parts.length; i++) {
            parts[i] = type == NpyType.C8 ? buffer.getFloat() : buffer.getDouble();
        }
        return parts;
    }

    /** Of a whole number without sign, rounded to the nearest double. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /**
     * All elements, row by row.
     *
     * @throws InvalidInputException if they are not whole numbers by type
     */
    public long[] longs() {
        long[] values = new long[size()];
        ByteBuffer buffer = little();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case I1 -> buffer.get();
                case I2 -> buffer.getShort();
                case I4 -> buffer.getInt();
                case I8 -> buffer.getLong();
                case U1, B1 -> buffer.get() & 0xff;
                case U2 -> buffer.getShort() & 0xffff;
                case U4 -> buffer.getInt() & 0xffffffffL;
                case U8, F2, F4, F8, C8, C16, TEXT -> throw new InvalidInputException("the array's type is " + type.label()
                    + ", expected whole numbers");
            };
        }
        return values;
    }

    /** The bytes themselves: for this package, which does not modify them. */
    byte[] data() {
        return data;
    }

    private ByteBuffer little() {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Equal when type, shape and bytes are. */
    @Override
    public boolean equals(Object o) {
        return o instanceof NpyArray other && type == other.type && Arrays.equals(shape, other.shape)
            && Arrays.equals(data, other.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "NpyArray[" + type.label() + Arrays.toString(shape) + "]";
    }
}
