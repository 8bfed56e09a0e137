/**
 * Edge-popup: finding a subnetwork of a randomly weighted network by learning a score a weight (Ramanujan et al. 2020), IteRand,
 * which draws pruned weights anew meanwhile (Chijiwa et al. 2021), and the studies of these papers.
 */
package org.espalier.edgepopup;
