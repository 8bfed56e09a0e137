/** The study {@code pruning/ladder}: accuracy against density for every way of pruning (Blalock et al. 2020). */
package org.espalier.pruning.ladder;
