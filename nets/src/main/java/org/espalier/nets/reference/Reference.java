package org.espalier.nets.reference;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;

/**
 * The name of something a user brought along, as the parameters of a trial hold it: {@code arrays:birds@0123456789abcdef}.
 *
 * @param scheme what it is: {@code arrays}
 * @param name   for people: the file's name without its ending
 * @param hash   the first 16 hexadecimal digits of the SHA-256 of its content
 */
public record Reference(String scheme, String name, String hash) {
    private static final int DIGITS = 16;
    private static final int LONGEST_NAME = 60;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST_NAME - 1) + "}");
    private static final Pattern FORM = Pattern.compile("([a-z]+):(" + NAME.pattern() + ")@([0-9a-f]{" + DIGITS + "})");

    /** The reference a text is, if it is one. */
    public static Optional<Reference> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new Reference(matcher.group(1), matcher.group(2), matcher.group(3)))
            : Optional.empty();
    }

    /** @param sha256 of the content, 64 hexadecimal digits */
    public static Reference of(String scheme, String name, String sha256) {
        return new Reference(scheme, name, sha256.substring(0, DIGITS));
    }

    /** A file's name without its ending, with hyphens for all but letters, digits, dots, hyphens and underscores. */
    public static String nameOf(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String plain = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceAll("^[^A-Za-z0-9]+", "");
        return plain.isEmpty() ? "unnamed" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    /**
     * The name a user chose.
     *
     * @param where what it was given by, for the message
     */
    public static String requireName(String where, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(where + ": expected a name of letters, digits, '.', '_' and '-', at most " + LONGEST_NAME
                + " of them and the first a letter or digit, found '" + name + "'");
        }
        return name;
    }

    /** The path that stands behind a scheme's colon. @throws InvalidInputException if it is none */
    public static Path path(String scheme, String word) {
        String path = word.startsWith(scheme + ":") ? word.substring(scheme.length() + 1) : word;
        try {
            if (path.isBlank()) {
                throw new InvalidInputException(scheme + ": expected a file behind the colon, found nothing");
            }
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(scheme + ": '" + path + "' cannot be a file's name: " + e.getReason(), e);
        }
    }

    /** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As a name of a file: without the scheme. */
    public String fileName() {
        return name + "@" + hash;
    }

    @Override
    public String toString() {
        return scheme + ":" + fileName();
    }
}
