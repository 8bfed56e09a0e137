/**
 * The study {@code rnn-dynamics/context-integration}: do recurrent networks of different cells that integrate one of two
 * streams hold the sum on the same line attractor, and with how many linear modes? (Maheswaranathan et al. 2019, fig. 3)
 */
package org.espalier.rnndynamics.contextintegration;
