package org.espalier.nets.pickle;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.espalier.base.InvalidInputException;

/** The bytes of a pickle, counted. A length that the file announces is allocated only as far as bytes come. */
final class PickleInput {
    private static final int LONGEST_LINE = 1024;

    private final InputStream in;
    private final long most;
    private long count;

    PickleInput(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    int unsignedByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException();
        }
        counted(1);
        return value;
    }

    /** Little-endian, without sign. @param bytes 1 to 8 */
    long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) unsignedByte() << Byte.SIZE * i;
        }
        return value;
    }

    byte[] bytes(long length) throws IOException {
        if (length < 0 || length > most - count) {
            throw new InvalidInputException("has a pickle with a text of " + Long.toUnsignedString(length) + " bytes, expected at most "
                + (most - count));
        }
        // Grows with what comes: readNBytes does not trust the length either.
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        counted(length);
        return bytes;
    }

    String text(long length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /** Up to the next newline, which is read and left out. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            if (line.size() == LONGEST_LINE) {
                throw new InvalidInputException("has a pickle with a name of more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void counted(long bytes) {
        count += bytes;
        if (count > most) {
            throw new InvalidInputException("has a pickle of more than " + most + " bytes, expected names and shapes alone");
        }
    }
}
