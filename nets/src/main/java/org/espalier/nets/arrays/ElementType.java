package org.espalier.nets.arrays;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.espalier.nets.HalfPrecision;

/** What the elements of a stored array are. */
public enum ElementType {
    BOOL(1, Kind.TRUTH), UINT8(1, Kind.WHOLE), UINT16(2, Kind.WHOLE), UINT32(4, Kind.WHOLE), UINT64(8, Kind.WHOLE),
    INT8(1, Kind.WHOLE), INT16(2, Kind.WHOLE), INT32(4, Kind.WHOLE), INT64(8, Kind.WHOLE),
    FLOAT16(2, Kind.REAL), BFLOAT16(2, Kind.REAL), FLOAT32(4, Kind.REAL), FLOAT64(8, Kind.REAL),
    COMPLEX64(8, Kind.COMPLEX), COMPLEX128(16, Kind.COMPLEX),
    /** Texts, objects, records, numbers of eight bits with a point: nothing that is decoded. */
    OTHER(0, Kind.OTHER);

    /** How elements can be taken. */
    public enum Kind { TRUTH, WHOLE, REAL, COMPLEX, OTHER }

    private final int bytes;
    private final Kind kind;

    ElementType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Bytes an element; 0 for {@link #OTHER}. */
    public int bytes() {
        return bytes;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether elements can be taken as doubles: real numbers, whole numbers, truth values. */
    public boolean numeric() {
        return kind == Kind.TRUTH || kind == Kind.WHOLE || kind == Kind.REAL;
    }

    /** NumPy's word, such as {@code float32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Decodes real and whole numbers and truth values; a complex element gives two numbers.
     *
     * @param in  read from its position, in its byte order
     * @param out modified from {@code at} on
     */
    void doubles(ByteBuffer in, double[] out, int at, int count) {
        int end = at + count;
        switch (this) {
            case FLOAT32 -> {
                for (int i = at; i < end; i++) {
                    out[i] = in.getFloat();
                }
            }
            case FLOAT64 -> {
                for (int i = at; i < end; i++) {
                    out[i] = in.getDouble();
                }
            }
            default -> {
                for (int i = at; i < end; i++) {
                    out[i] = next(in);
                }
            }
        }
    }

    private double next(ByteBuffer in) {
        return switch (this) {
            case FLOAT16 -> HalfPrecision.binary16(in.getShort());
            case BFLOAT16 -> HalfPrecision.bfloat16(in.getShort());
            case FLOAT32, COMPLEX64 -> in.getFloat();
            case FLOAT64, COMPLEX128 -> in.getDouble();
            case UINT64 -> {
                long bits = in.getLong();
                // Halved with the lost bit kept below, so that doubling rounds to the nearest.
                yield bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
            }
            default -> whole(in);
        };
    }

    /** The next whole number or truth value; those of UINT64 above 2^63 - 1 come out negative. */
    long whole(ByteBuffer in) {
        return switch (this) {
            case BOOL, UINT8 -> in.get() & 0xff;
            case UINT16 -> in.getShort() & 0xffff;
            case UINT32 -> in.getInt() & 0xffffffffL;
            case INT8 -> in.get();
            case INT16 -> in.getShort();
            case INT32 -> in.getInt();
            case INT64, UINT64 -> in.getLong();
            default -> throw new IllegalStateException(this + " has no whole numbers");
        };
    }
}
