package org.espalier.nets.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.espalier.base.InvalidInputException;

/**
 * Reads named regular files out of a tar archive (POSIX.1-1988 "ustar" and its predecessors). The archive may come from
 * anywhere, so nothing is ever written to disk, only entries that are asked for by name and have the expected size are
 * read, and the others are skipped within a bound.
 */
final class TarReader {

    private static final int BLOCK = 512;
    /** The largest archive we read holds 184 MB; beyond this something is wrong. */
    private static final long LONGEST = 1L << 30;

    private TarReader() {}

    /**
     * Gives the content of each wanted file, in the archive's order.
     *
     * @param where  the archive, for messages
     * @param in     the uncompressed archive; not closed
     * @param wanted path in the archive to expected size in bytes
     * @param files  receives path and content, once for each wanted file
     * @throws InvalidInputException if an entry is missing, occurs twice, or has another size, or if the archive is corrupt
     * @throws IOException   from the stream
     */
    static void read(String where, InputStream in, Map<String, Long> wanted, BiConsumer<String, byte[]> files)
        throws IOException {
        Set<String> missing = new TreeSet<>(wanted.keySet());
        long total = 0;
        while (!missing.isEmpty()) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || isZero(header)) {
                throw new InvalidInputException(where + " ends without the entries " + missing);
            }
            if (checksum(header) != octal(where, header, 148, 8)) {
                throw new InvalidInputException(where + " is not a tar archive, or corrupt: the checksum of the header at byte "
                    + total + " is wrong");
            }
            String name = name(header);
            long size = octal(where, header, 124, 12);
            boolean regular = header[156] == '0' || header[156] == 0;
            total += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
            if (size > LONGEST || total > LONGEST) {
                throw new InvalidInputException(where + " is too long: entry " + name + " of " + size + " bytes leads past "
                    + LONGEST);
            }
            if (regular && wanted.containsKey(name)) {
                if (!missing.remove(name)) {
                    throw new InvalidInputException(where + " holds " + name + " twice");
                }
                if (size != wanted.get(name)) {
                    throw new InvalidInputException(where + ": entry " + name + " has " + size + " bytes; " + wanted.get(name)
                        + " were expected");
                }
                byte[] content = in.readNBytes((int) size);
                if (content.length < size) {
                    throw new EOFException("in entry " + name);
                }
                files.accept(name, content);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            } else {
                in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
            }
        }
    }

    private static boolean isZero(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Sum of the header's bytes, its own checksum field counted as spaces. */
    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        boolean ustar = text(header, 257, 5).equals("ustar") && header[262] == 0;
        String prefix = ustar ? text(header, 345, 155) : "";
        String path = prefix.isEmpty() ? name : prefix + "/" + name;
        return path.startsWith("./") ? path.substring(2) : path;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** An octal number between optional spaces, ended by a space or zero byte. */
    private static long octal(String where, byte[] header, int from, int length) {
        String digits = text(header, from, length).trim();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new InvalidInputException(where + " is not a tar archive, or corrupt: a header holds \""
                + digits.replaceAll("[^ -~]", "?") + "\" where an octal number was expected");
        }
        return Long.parseLong(digits, 8);
    }
}
