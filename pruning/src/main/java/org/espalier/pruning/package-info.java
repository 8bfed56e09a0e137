/**
 * Pruning: which weights of a network can go, when, and what is left of its accuracy. Criteria rank the weights
 * ({@code criterion}), a ladder says how many are kept when ({@code ladder}), methods join both to a training
 * ({@code method}), and the studies compare them.
 */
package org.espalier.pruning;
