/**
 * Pruning: which weights of a network can go, when, and what is left of its accuracy. Criteria rank the weights
 * ({@code ranking}), a ladder says how many are kept when ({@code schedule}), methods join both to a training
 * ({@code method}). The studies compare them, a package each under its own name: {@code ladder} (accuracy against density),
 * {@code sensitivity} (one layer at a time), {@code criteria} (one trained network, pruned once by every criterion); the
 * trainings of the last two are in {@code round}.
 */
@NullMarked
package org.espalier.pruning;

import org.jspecify.annotations.NullMarked;
