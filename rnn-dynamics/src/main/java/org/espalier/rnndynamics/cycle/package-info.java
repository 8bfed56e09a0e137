/**
 * Cycles of recurrent networks whose map is linear in pieces, such as ReLU networks: found and certified by solving linear
 * systems (Eisenmann et al. 2023). Lives here: the search. May not live here: fixed points of smooth cells, files, figures.
 */
package org.espalier.rnndynamics.cycle;
