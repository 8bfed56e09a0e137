/**
 * The study {@code edge-popup/sampling}: edge-popup against sampled supermasks (Zhou et al. 2019), figure 4 of Ramanujan
 * et al. 2020.
 */
@NullMarked
package org.espalier.edgepopup.sampling;

import org.jspecify.annotations.NullMarked;
