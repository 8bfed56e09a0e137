package org.espalier.nets.npy;

/** The types of element that are read and written. */
public enum NpyType {
    F4("f4", 4), F8("f8", 8), I4("i4", 4), I8("i8", 8), U1("u1", 1), B1("b1", 1),
    /** Complex: the real and the imaginary part in float64. */
    C16("c16", 16);

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

    /** Bytes an element. */
    public int bytes() {
        return bytes;
    }
}
