/**
 * {@code analysis/rank-feedforward}: does a higher rank of the initial weights make learning lazier (Liu et al. 2024)? In
 * {@code lenet-300-100}, under the scaling of Chizat, Oyallon and Bach 2019, and in a linear student beside its theory.
 */
package org.espalier.analysis.rank;
