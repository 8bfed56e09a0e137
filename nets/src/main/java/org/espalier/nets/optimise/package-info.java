/**
 * Optimisers, learning-rate schedules and gradient clipping on plain {@code float[]}, defined as PyTorch defines them.
 */
package org.espalier.nets.optimise;
