package org.espalier.nets.arrays;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyHeader;
import org.espalier.nets.npy.NpyType;

/** An array that NumPy wrote, in a file of its own or in an archive. */
final class NumpyFile {
    private NumpyFile() {}

    /** The array of a {@code .npy} file. */
    static Map<String, StoredArray> one(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        try (InputStream in = Files.newInputStream(file)) {
            return Map.of(name, array(name, file.toString(), in, Files.size(file), position -> ByteSource.file(file, position)));
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + ArrayFile.reason(e) + ".", e);
        }
    }

    /** Where the bytes from a position of the array's file on come from. */
    interface From {
        ByteSource position(long position);
    }

    /**
     * Reads a header and checks that what it speaks of is there.
     *
     * @param in   from the start of the array's file
     * @param size how many bytes that has
     */
    static StoredArray array(String name, String origin, InputStream in, long size, From from) throws IOException {
        try {
            NpyHeader header = NpyHeader.read(new DataInputStream(new BufferedInputStream(in)));
            long elements = Strides.size(header.shape());
            NpyType type;
            try {
                type = header.type();
            } catch (InvalidInputException e) {
                return StoredArray.unreadable(name, origin, header.shape(), String.valueOf(e.getMessage()));
            }
            if (type == NpyType.TEXT) {
                return StoredArray.unreadable(name, origin, header.shape(), "holds texts, expected numbers");
            }
            if (elements > (Long.MAX_VALUE - header.bytes()) / type.bytes()
                || header.bytes() + elements * type.bytes() != size) {
                throw new InvalidInputException("has " + (size - header.bytes()) + " bytes of numbers, expected " + elements + " times "
                    + type.bytes() + " for its shape: it is truncated or damaged");
            }
            return StoredArray.of(name, origin, type(type),
                header.fortran() ? Strides.columnByColumn(header.shape()) : Strides.rowByRow(header.shape()),
                header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, from.position(header.bytes()));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(origin + " " + e.getMessage() + ".", e);
        }
    }

    private static ElementType type(NpyType type) {
        return switch (type) {
            case F2 -> ElementType.FLOAT16;
            case F4 -> ElementType.FLOAT32;
            case F8 -> ElementType.FLOAT64;
            case I1 -> ElementType.INT8;
            case I2 -> ElementType.INT16;
            case I4 -> ElementType.INT32;
            case I8 -> ElementType.INT64;
            case U1 -> ElementType.UINT8;
            case U2 -> ElementType.UINT16;
            case U4 -> ElementType.UINT32;
            case U8 -> ElementType.UINT64;
            case B1 -> ElementType.BOOL;
            case C8 -> ElementType.COMPLEX64;
            case C16 -> ElementType.COMPLEX128;
            case TEXT -> ElementType.OTHER;
        };
    }
}
