/**
 * The study {@code edge-popup/search}: what choosing the best of many random subnetworks gives, how many an extrapolation
 * of the tail would need to reach edge-popup, and the method {@code random-search} that draws them.
 */
package org.espalier.edgepopup.search;
