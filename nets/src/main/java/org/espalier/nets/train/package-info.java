/**
 * The training loop: what is trained ({@link org.espalier.nets.train.Parametrization}), on which batches, with which
 * optimiser, evaluated when, and checkpoints from which it continues bit for bit.
 */
package org.espalier.nets.train;
