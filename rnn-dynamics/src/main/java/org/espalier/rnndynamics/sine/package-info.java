/**
 * The study {@code rnn-dynamics/sine}: do recurrent networks of different cells that produce a sine of a named frequency turn
 * round the same chain of fixed points, though their states differ? (Maheswaranathan et al. 2019, fig. 2)
 */
package org.espalier.rnndynamics.sine;
