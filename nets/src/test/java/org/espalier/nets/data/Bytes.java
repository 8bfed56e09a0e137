package org.espalier.nets.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Writes the formats that the readers read, independently of them. */
final class Bytes {

    private Bytes() {}

    static byte[] idx(int magic, int[] dimensions, int... elements) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + elements.length).putInt(magic);
        for (int d : dimensions) {
            buffer.putInt(d);
        }
        for (int e : elements) {
            buffer.put((byte) e);
        }
        return buffer.array();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One tar entry: header and content, padded. */
    static byte[] tarEntry(String name, char type, byte[] content) {
        return tarEntry(name, type, String.format("%011o", content.length), content);
    }

    static byte[] tarEntry(String name, char type, String size, byte[] content) {
        byte[] entry = new byte[512 + (content.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 100, "0000644");
        put(entry, 124, size);
        put(entry, 136, "00000000000");
        put(entry, 148, "        ");
        entry[156] = (byte) type;
        put(entry, 257, "ustar");
        put(entry, 263, "00");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += entry[i] & 0xff;
        }
        put(entry, 148, String.format("%06o\0 ", sum));
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] endOfTar() {
        return new byte[1024];
    }

    private static void put(byte[] into, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }
}
