package org.espalier.nets.method;

import org.espalier.nets.mask.Mask;
import org.espalier.nets.train.InitialWeights;

/**
 * A subnetwork of an architecture: which weights are kept, what they are, and what they were.
 *
 * @param mask    which weights are kept; all of them for a dense network
 * @param weights the weights as found; only the kept ones count
 * @param initial the weights of the same network before any training
 */
public record Subnetwork(Mask mask, InitialWeights weights, InitialWeights initial) {
}
