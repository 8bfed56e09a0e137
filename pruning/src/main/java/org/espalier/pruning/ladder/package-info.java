/** The study {@code pruning/ladder}: accuracy against density for every way of pruning (Blalock et al. 2020). */
@NullMarked
package org.espalier.pruning.ladder;

import org.jspecify.annotations.NullMarked;
