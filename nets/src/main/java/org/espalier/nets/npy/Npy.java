package org.espalier.nets.npy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.espalier.base.InvalidInputException;

/** One array in a {@code .npy} file: versions 1 to 3, row by row or column by column, either byte order. */
public final class Npy {
    private static final int CHUNK = 1 << 20;

    private Npy() {}

    /**
     * Reads a file.
     *
     * @throws InvalidInputException if it cannot be read, is not well-formed, or has not exactly the numbers that it announces
     *                       (which is looked at before memory is taken); the message names the file
     */
    public static NpyArray read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + reason(e) + ".", e);
        }
    }

    /** @param size all there is to read; the messages of what is thrown lack the file's name and a full stop */
    static NpyArray read(InputStream stream, long size) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
        NpyHeader header = NpyHeader.read(in);
        NpyType type = header.type();
        long bytes = NpyArray.bytes(type, header.shape());
        if (header.bytes() + bytes != size) {
            throw new InvalidInputException("has " + (size - header.bytes()) + " bytes of numbers, expected " + bytes
                + " for its shape: it is truncated or damaged");
        }
        byte[] data = new byte[(int) bytes];
        try {
            for (int at = 0; at < data.length; at += CHUNK) {
                in.readFully(data, at, Math.min(CHUNK, data.length - at));
            }
        } catch (EOFException e) {
            throw new InvalidInputException("ends before its numbers do: it is truncated");
        }
        if (in.read() >= 0) {
            throw new InvalidInputException("goes on after its numbers: it is damaged");
        }
        if (type == NpyType.B1) {
            for (byte value : data) {
                if (value != 0 && value != 1) {
                    throw new InvalidInputException("has the truth value " + (value & 0xff) + ", expected 0 or 1");
                }
            }
        }
        if (header.bigEndian()) {
            reverse(data, type.complex() ? type.bytes() / 2 : type == NpyType.TEXT ? Integer.BYTES : type.bytes());
        }
        return new NpyArray(type, header.shape(),
            header.fortran() && header.shape().length > 1 ? rowByRow(data, header) : data);
    }

    private static void reverse(byte[] data, int width) {
        for (int at = 0; at < data.length; at += width) {
            for (int i = 0; i < width / 2; i++) {
                byte low = data[at + i];
                data[at + i] = data[at + width - 1 - i];
                data[at + width - 1 - i] = low;
            }
        }
    }

    /** From the first index fastest to the last index fastest. */
    private static byte[] rowByRow(byte[] columns, NpyHeader header) {
        long[] shape = header.shape();
        int width = header.type().bytes();
        byte[] rows = new byte[columns.length];
        int[] strides = new int[shape.length];
        int stride = width;
        for (int d = 0; d < shape.length; d++) {
            strides[d] = stride;
            stride *= (int) Math.max(1, shape[d]);
        }
        int[] index = new int[shape.length];
        int from = 0;
        for (int to = 0; to < rows.length; to += width) {
            System.arraycopy(columns, from, rows, to, width);
            for (int d = shape.length - 1; d >= 0; d--) {
                index[d]++;
                from += strides[d];
                if (index[d] < shape[d]) {
                    break;
                }
                from -= index[d] * strides[d];
                index[d] = 0;
            }
        }
        return rows;
    }

    /**
     * Writes a file, by rename, so that it is never half there.
     *
     * @throws InvalidInputException if it cannot be written
     */
    public static void write(Path file, NpyArray array) {
        replace(file, out -> write(out, array));
    }

    static void write(OutputStream out, NpyArray array) throws IOException {
        out.write(NpyHeader.of(array));
        out.write(array.data());
    }

    /** What fills a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void replace(Path file, Content content) {
        Path absolute = file.toAbsolutePath();
        try {
            Path temporary = Files.createTempFile(absolute.getParent(), absolute.getFileName().toString(), ".part");
            try {
                try (OutputStream out = Files.newOutputStream(temporary)) {
                    content.writeTo(out);
                }
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InvalidInputException("Cannot write " + file + ": " + reason(e) + ".", e);
        }
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
