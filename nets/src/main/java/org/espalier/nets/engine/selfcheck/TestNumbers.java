package org.espalier.nets.engine.selfcheck;

import java.util.SplittableRandom;

/** Numbers from -1 to 1 to try operations with: the same for the same seed. */
final class TestNumbers {
    private final SplittableRandom random;

    TestNumbers(long seed) {
        random = new SplittableRandom(seed);
    }

    float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
