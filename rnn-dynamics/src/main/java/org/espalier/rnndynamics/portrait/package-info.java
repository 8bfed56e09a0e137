/**
 * All that is said of the dynamics of one trained network, whoever trained it ({@code Portrait}: its points, their graphs and
 * spectra, Lyapunov exponents, cycles), and how far the portraits of several are apart ({@code PortraitDistances}): what the
 * universality studies do with networks of their own. Lives here: what puts the parts together. May not live here: the parts
 * (topology, fixedpoint, lyapunov, cycle), the reading of files, text and figures.
 */
@NullMarked
package org.espalier.rnndynamics.portrait;

import org.jspecify.annotations.NullMarked;
