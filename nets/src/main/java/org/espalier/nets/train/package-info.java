/**
 * The training loop: what is trained ({@link org.espalier.nets.train.Parametrization}), on which batches, with which
 * optimiser, evaluated when, and checkpoints from which it continues bit for bit.
 *
 * <p>Read {@link org.espalier.nets.train.Network} first (effective weights in, gradients out: all that the engine does),
 * then {@link org.espalier.nets.train.Training}. Everything else is plain arrays. May not live here: how a subnetwork is
 * found (that is a parametrization, in a method's module), studies, files other than checkpoints.
 */
package org.espalier.nets.train;
