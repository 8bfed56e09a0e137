/** The studies of pruning: {@code pruning/ladder}, accuracy against density for every criterion (Blalock et al. 2020). */
package org.espalier.pruning.study;
