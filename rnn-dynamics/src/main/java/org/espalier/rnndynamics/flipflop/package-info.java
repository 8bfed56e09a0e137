/**
 * The study {@code rnn-dynamics/flip-flop}: do recurrent networks of different cells that hold bits have the same fixed points,
 * though they represent the bits differently? (Maheswaranathan et al. 2019, fig. 1)
 */
package org.espalier.rnndynamics.flipflop;
