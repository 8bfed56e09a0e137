package org.espalier.rnndynamics.population;

import org.espalier.base.RandomStreams;

/** Where a network begins: {@link InitialScale}, or weights from elsewhere. */
@FunctionalInterface
public interface InitialNetwork {

    /**
     * The weights before the first step.
     *
     * @param random the network's own streams
     * @return weights of that shape; they are copied
     */
    NetworkWeights draw(NetworkShape shape, RandomStreams random);
}
