/**
 * The study {@code analysis/random-labels} (Zhang et al. 2017): what networks, and the subnetworks that methods find, learn by
 * heart when labels or images carry no information. The corruptions themselves are in {@code nets.data}.
 */
package org.espalier.analysis.randomlabels;
