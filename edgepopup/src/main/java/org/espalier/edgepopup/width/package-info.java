/**
 * The study {@code edge-popup/width}: subnetworks of wider networks, figures 5 and 6 of Ramanujan et al. 2020.
 */
package org.espalier.edgepopup.width;
