/**
 * Distributions of initial weights, by the names of the papers (Ramanujan et al. 2020, sec. 4; He et al. 2015; Glorot and
 * Bengio 2010). Plain arrays and a random generator; may not live here: blocks, which layer takes which distribution.
 */
@NullMarked
package org.espalier.nets.initialise;

import org.jspecify.annotations.NullMarked;
