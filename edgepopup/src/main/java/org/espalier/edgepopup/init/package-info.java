/**
 * The study {@code edge-popup/init}: which distribution of random weights hides the best subnetworks, figures 7 and 10 of
 * Ramanujan et al. 2020.
 */
@NullMarked
package org.espalier.edgepopup.init;

import org.jspecify.annotations.NullMarked;
