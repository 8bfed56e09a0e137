/**
 * The study {@code edge-popup/density}: accuracy against density, the paper's figure 3 (Ramanujan et al. 2020).
 */
package org.espalier.edgepopup.density;
