/**
 * {@code analysis/rich-lazy-subnetworks}: is what lottery tickets, edge-popup and pruning do to a network rich or lazy
 * learning? Kernels, representations, weights and effective ranks along a ladder of densities, from each start that a
 * subnetwork has.
 */
package org.espalier.analysis.learning;
