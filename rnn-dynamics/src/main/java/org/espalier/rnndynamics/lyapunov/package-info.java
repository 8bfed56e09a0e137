/**
 * Lyapunov exponents of recurrent networks from their analytic Jacobians: how fast small differences of state grow or die
 * along what a network really does, with or without input (Vogt et al. 2022; Engelken et al. 2023). Lives here: the method.
 * May not live here: where trajectories come from, files, figures.
 */
@NullMarked
package org.espalier.rnndynamics.lyapunov;

import org.jspecify.annotations.NullMarked;
