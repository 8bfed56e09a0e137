/**
 * Fixed and slow points of a cell (Sussillo and Barak 2013; Golub and Sussillo 2018): where q(h) = 1/2 |F(h, x) - h|^2 is
 * zero or has a local minimum, and the linear dynamics around them. Lives here: the search and what is said of one point.
 * May not live here: files, figures.
 */
package org.espalier.rnndynamics.fixedpoint;
