/** Distributions of initial weights, by the names of the papers (Ramanujan et al. 2020, sec. 4; He et al. 2015). */
package org.espalier.nets.initialise;
