package org.espalier.nets.engine.remedy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the outcome of a check depends on.
 *
 * @param checkVersion of the check: raised when it looks at more
 * @param processor    the processor
 * @param natives      versions of the engine's libraries
 * @param environment  the variables the user set that steer them
 */
public record EngineKey(int checkVersion, Processor processor, SortedMap<String, String> natives,
                        SortedMap<String, String> environment) {
    private static final int ID_BYTES = 8;

    public EngineKey {
        natives = Collections.unmodifiableSortedMap(new TreeMap<>(natives));
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** A short hash of all of it, for a file name. */
    String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
