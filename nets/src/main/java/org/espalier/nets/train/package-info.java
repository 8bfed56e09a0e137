/**
 * The training loop: on which batches, with which optimiser, evaluated when, and the checkpoints from which it continues bit
 * for bit.
 *
 * <p>It trains what a {@link org.espalier.nets.network.Parametrization} says is trained in a
 * {@link org.espalier.nets.network.Network}, and knows no parametrization by name. Read
 * {@link org.espalier.nets.train.Training}, then {@link org.espalier.nets.train.TrainingMonitor}, through which a training
 * is watched, stopped and resumed. May not live here: how a subnetwork is found (that is a parametrization, in a method's
 * module), studies, files.
 */
package org.espalier.nets.train;
