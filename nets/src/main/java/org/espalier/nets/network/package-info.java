/**
 * A network to compute with: effective weights in, outputs and gradients out, which is all that the engine does.
 *
 * <p>Read {@link org.espalier.nets.network.Network} first, then {@link org.espalier.nets.network.Parametrization}: what is
 * trained, and how it becomes the effective weights. Beside them what every use of a network needs: the weights it starts
 * from, its evaluation on images, its weights as a file. May not live here: which parametrizations there are, the training.
 */
package org.espalier.nets.network;
