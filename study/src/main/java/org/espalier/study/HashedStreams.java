package org.espalier.study;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Streams whose generator is seeded with {@code SHA-256(seed as 8 bytes, big endian, then the name in UTF-8)}: the
 * digest's 32 bytes are exactly the state of {@code L64X128MixRandom} (Steele and Vigna 2021), so neighbouring seeds
 * and names share nothing.
 */
record HashedStreams(long seed) implements RandomStreams {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
        RandomGeneratorFactory.of("L64X128MixRandom");

    @Override
    public RandomGenerator stream(String name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            return FACTORY.create(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
