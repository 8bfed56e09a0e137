package org.espalier.nets.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.HalfPrecision;

/**
 * A tensor as it lies in a safetensors file. Immutable; equality compares type, shape and bytes.
 *
 * @param dtype element type
 * @param shape lengths of the axes; empty for a scalar, a length may be 0
 * @param data  the elements row by row, little-endian; at most 2^31-1 bytes. Kept without a copy: whoever made the buffer
 *              must not write to it any more. The accessor answers a read-only view from position 0
 */
public record SafeTensor(DType dtype, long[] shape, ByteBuffer data) {

    /** @throws InvalidInputException if the shape does not have as many elements as the data */
    public SafeTensor {
        shape = shape.clone();
        data = data.slice().asReadOnlyBuffer();
        long bytes = byteCount(dtype, shape);
        if (bytes != data.remaining()) {
            throw new InvalidInputException("a tensor of type " + dtype + " and shape " + Arrays.toString(shape) + " has "
                + data.remaining() + " bytes of data, expected " + (bytes < 0 ? "a shape in range" : bytes) + ".");
        }
    }

    /** Bytes of a tensor, or -1 if a length is negative or the product leaves the range of a long. */
    static long byteCount(DType dtype, long[] shape) {
        // Not Math.multiplyExact alone: a length of 0 must not hide a negative or absurd one.
        long bytes = dtype.bytes();
        boolean empty = false;
        for (long length : shape) {
            if (length < 0 || length > 0 && bytes > Long.MAX_VALUE / length) {
                return -1;
            }
            empty |= length == 0;
            bytes *= Math.max(length, 1);
        }
        return empty ? 0 : bytes;
    }

    public static SafeTensor of(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.F32);
        data.asFloatBuffer().put(values);
        return new SafeTensor(DType.F32, shape, data);
    }

    public static SafeTensor of(double[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.F64);
        data.asDoubleBuffer().put(values);
        return new SafeTensor(DType.F64, shape, data);
    }

    public static SafeTensor of(int[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.I32);
        data.asIntBuffer().put(values);
        return new SafeTensor(DType.I32, shape, data);
    }

    public static SafeTensor of(long[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.I64);
        data.asLongBuffer().put(values);
        return new SafeTensor(DType.I64, shape, data);
    }

    /** Bytes as unsigned numbers, type U8; the array is copied. */
    public static SafeTensor of(byte[] values, long... shape) {
        return new SafeTensor(DType.U8, shape, ByteBuffer.wrap(values.clone()));
    }

    /** Booleans as 0 and 1, type U8 (as masks are stored). */
    public static SafeTensor of(boolean[] values, long... shape) {
        return ofBooleans(DType.U8, values, shape);
    }

    /** Booleans as 0 and 1. @param dtype U8 or BOOL */
    public static SafeTensor ofBooleans(DType dtype, boolean[] values, long... shape) {
        if (dtype != DType.U8 && dtype != DType.BOOL) {
            throw new InvalidInputException("booleans cannot be stored as " + dtype + ", expected U8 or BOOL.");
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return new SafeTensor(dtype, shape, ByteBuffer.wrap(bytes));
    }

    private static ByteBuffer allocate(int length, DType dtype) {
        if (length > Integer.MAX_VALUE / dtype.bytes()) {
            throw new InvalidInputException("a tensor of " + length + " elements of type " + dtype
                + " is too large, expected at most 2^31-1 bytes.");
        }
        return ByteBuffer.allocate(length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of elements. */
    public int size() {
        return data.capacity() / dtype.bytes();
    }

    /**
     * The values of F32, F16 or BF16, exactly.
     *
     * @return a new array
     * @throws InvalidInputException for another type (F64 would lose digits: take {@link #doubles()})
     */
    public float[] floats() {
        float[] values = new float[size()];
        ByteBuffer bytes = data();
        switch (dtype) {
            case F32 -> bytes.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = HalfPrecision.binary16(bytes.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = HalfPrecision.bfloat16(bytes.getShort());
                }
            }
            default -> throw mismatch("F32, F16 or BF16");
        }
        return values;
    }

    /** The values of F64, F32, F16 or BF16, exactly. @throws InvalidInputException for another type */
    public double[] doubles() {
        double[] values = new double[size()];
        switch (dtype) {
            case F64 -> data().asDoubleBuffer().get(values);
            case F32, F16, BF16 -> {
                float[] narrow = floats();
                for (int i = 0; i < values.length; i++) {
                    values[i] = narrow[i];
                }
            }
            default -> throw mismatch("F64, F32, F16 or BF16");
        }
        return values;
    }

    /** The values of I64, I32, I16, I8, U32, U16 or U8. @throws InvalidInputException for another type */
    public long[] longs() {
        long[] values = new long[size()];
        ByteBuffer bytes = data();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case I64 -> bytes.getLong();
                case I32 -> bytes.getInt();
                case I16 -> bytes.getShort();
                case I8 -> bytes.get();
                case U32 -> bytes.getInt() & 0xffffffffL;
                case U16 -> bytes.getShort() & 0xffff;
                case U8 -> bytes.get() & 0xff;
                default -> throw mismatch("I64, I32, I16, I8, U32, U16 or U8");
            };
        }
        return values;
    }

    /** The values of I32, I16, I8, U16 or U8. @throws InvalidInputException for another type */
    public int[] ints() {
        if (dtype == DType.I64 || dtype == DType.U32) {
            throw mismatch("I32, I16, I8, U16 or U8");
        }
        return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
    }

    /** The values of U8 or BOOL as booleans. @throws InvalidInputException for another type or a value other than 0 and 1 */
    public boolean[] booleans() {
        if (dtype != DType.U8 && dtype != DType.BOOL) {
            throw mismatch("U8 or BOOL");
        }
        boolean[] values = new boolean[size()];
        for (int i = 0; i < values.length; i++) {
            int value = data.get(i) & 0xff;
            if (value > 1) {
                throw new InvalidInputException("element " + i + " is " + value + ", expected 0 or 1.");
            }
            values[i] = value == 1;
        }
        return values;
    }

    private InvalidInputException mismatch(String expected) {
        return new InvalidInputException("the tensor has type " + dtype + ", expected " + expected + ".");
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SafeTensor other && dtype == other.dtype && Arrays.equals(shape, other.shape)
            && data.equals(other.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
    }

    @Override
    public String toString() {
        return "SafeTensor[" + dtype + ", " + Arrays.toString(shape) + "]";
    }
}
