/**
 * The study {@code edge-popup/iterand}: whether drawing pruned weights anew finds better subnetworks, figure 2 of Chijiwa et al.
 * 2021.
 */
@NullMarked
package org.espalier.edgepopup.iterand;

import org.jspecify.annotations.NullMarked;
