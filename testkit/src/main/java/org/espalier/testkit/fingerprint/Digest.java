package org.espalier.testkit.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** A short SHA-256 of lines of text. */
final class Digest {
    private static final int BYTES = 8;

    private Digest() {}

    /** Sixteen hexadecimal digits; the order of the lines does not matter, how often one is there does. */
    static String ofSet(Collection<String> lines) {
        String text = String.join("\n", lines.stream().sorted().toList());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
