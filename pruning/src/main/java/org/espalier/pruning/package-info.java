/**
 * Pruning: which weights of a network can go, when, and what is left of its accuracy. Criteria rank the weights
 * ({@code criterion}), a ladder says how many are kept when ({@code ladder}), methods join both to a training
 * ({@code method}). The studies compare them: {@code study} ({@code pruning/ladder}, accuracy against density),
 * {@code sensitivity} (one layer at a time), {@code criteria} (one trained network, pruned once by every criterion).
 */
package org.espalier.pruning;
