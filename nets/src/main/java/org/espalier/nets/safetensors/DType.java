package org.espalier.nets.safetensors;

/**
 * Element types of safetensors by their names in the file. Those of less than a byte (F4, F6) are not among them. F8 and C64
 * are passed over in a file, not decoded.
 */
public enum DType {
    BOOL(1), U8(1), I8(1), U16(2), I16(2), U32(4), I32(4), U64(8), I64(8), F16(2), BF16(2), F32(4), F64(8),
    F8_E4M3(1), F8_E5M2(1), F8_E8M0(1), C64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes an element. */
    public int bytes() {
        return bytes;
    }
}
