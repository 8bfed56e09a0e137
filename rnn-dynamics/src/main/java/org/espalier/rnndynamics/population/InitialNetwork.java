package org.espalier.rnndynamics.population;

import org.espalier.nets.RandomSource;

/** Where a network begins: {@link InitialScale}, or weights from elsewhere. */
@FunctionalInterface
public interface InitialNetwork {

    /**
     * The weights before the first step.
     *
     * @param random the network's own streams
     * @return weights of that shape; they are copied
     */
    NetworkWeights draw(NetworkShape shape, RandomSource random);
}
