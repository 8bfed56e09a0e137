package org.espalier.nets.npy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The types of element that are read: floating point, whole, without sign, truth values; the digit counts bytes. */
public enum NpyType {
    F2("f2", 2), F4("f4", 4), F8("f8", 8),
    I1("i1", 1), I2("i2", 2), I4("i4", 4), I8("i8", 8),
    U1("u1", 1), U2("u2", 2), U4("u4", 4), U8("u8", 8), B1("b1", 1),
    /** Complex: the real and the imaginary part in float32. */
    C8("c8", 8),
    /** Complex: the real and the imaginary part in float64. */
    C16("c16", 16),
    /** A text of at most 16 characters, 4 bytes each: for names beside the numbers. */
    TEXT("U16", 64);

    private final String label;
    private final int bytes;

    NpyType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** NumPy's word, without the byte order. */
    public String label() {
        return label;
    }

    /** All labels, for a sentence. */
    static String labels() {
        return Arrays.stream(values()).filter(type -> type != TEXT).map(NpyType::label).collect(Collectors.joining(", "));
    }

    /** Whether elements are pairs of numbers. */
    public boolean complex() {
        return this == C8 || this == C16;
    }

    /** Bytes an element. */
    public int bytes() {
        return bytes;
    }
}
