package org.espalier.nets;

import java.util.random.RandomGenerator;

/** Random numbers by purpose: the same name always gives a generator at the start of the same stream. */
@FunctionalInterface
public interface RandomSource {
    RandomGenerator stream(String name);
}
