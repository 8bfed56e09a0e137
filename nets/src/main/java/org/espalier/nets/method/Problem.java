package org.espalier.nets.method;

import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.initialise.Initialisation;

/**
 * What a method is asked to solve: the same for every method compared.
 *
 * @param architecture   the architecture
 * @param options        its width, biases, normalisation
 * @param data           training, validation and test images, standardised
 * @param initialisation the distribution of the initial weights
 * @param scaled         whether the initial weights are scaled by {@code sqrt(1/density)} for the density asked
 */
public record Problem(Architecture architecture, Architecture.Options options, DataSplit data,
                      Initialisation initialisation, boolean scaled) {
}
