package org.espalier.base;

import java.util.random.RandomGenerator;

/**
 * The random numbers of one seed: an independent stream for every purpose, found by name.
 *
 * <p>{@code stream("initialisation")} starts anew at each call with the same numbers, whatever other streams were used
 * and how much. Names in use: {@code initialisation}, {@code scores}, {@code split}, {@code data-order/EPOCH},
 * {@code dropout/EPOCH/BATCH}, {@code mask}, {@code noise}. A stream a step or an epoch (a name with its number) needs no
 * state in a checkpoint.
 */
public interface RandomStreams {
    /** A generator at the start of the stream {@code name}. */
    RandomGenerator stream(String name);

    /** The streams of {@code seed}: the same numbers on every machine and Java version. */
    static RandomStreams of(long seed) {
        return new HashedStreams(seed);
    }
}
