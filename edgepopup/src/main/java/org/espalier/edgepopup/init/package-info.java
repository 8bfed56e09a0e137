/**
 * The study {@code edge-popup/init}: which distribution of random weights hides the best subnetworks, figures 7 and 10 of
 * Ramanujan et al. 2020.
 */
package org.espalier.edgepopup.init;
