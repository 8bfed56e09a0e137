/**
 * Edge-popup: finding a subnetwork of a randomly weighted network by learning a score a weight (Ramanujan et al. 2020),
 * and the studies of that paper.
 */
package org.espalier.edgepopup;
