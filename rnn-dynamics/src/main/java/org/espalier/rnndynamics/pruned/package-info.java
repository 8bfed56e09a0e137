/**
 * The study {@code rnn-dynamics/pruned}: what magnitude pruning, lottery tickets and edge-popup on the recurrent weights do to
 * the fixed points, the topology and the spectra of a network that holds bits.
 */
package org.espalier.rnndynamics.pruned;
