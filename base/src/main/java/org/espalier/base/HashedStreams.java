package org.espalier.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Streams whose generator is seeded with {@code SHA-256(seed as 8 bytes, big endian, then the name in UTF-8)}: the
 * digest fills the 32 bytes of state of {@code L64X128MixRandom} (Steele and Vigna 2021, "LXM"), so neighbouring seeds
 * and names share nothing.
 *
 * <p>The highest bit of every byte is cleared: Java 17 extends the sign of seed bytes where later versions do not, and
 * the numbers must be the same on both. 224 bits are left.
 */
record HashedStreams(long seed) implements RandomStreams {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
        RandomGeneratorFactory.of("L64X128MixRandom");

    @Override
    public RandomGenerator stream(String name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            byte[] state = sha.digest(name.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < state.length; i++) {
                state[i] &= 0x7f;
            }
            return FACTORY.create(state);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
