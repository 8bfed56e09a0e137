/**
 * Recurrent cells: the map F of h' = F(h, x) in float64 with its analytic Jacobians. Lives here: equations. May not live
 * here: training, files, what is done with the dynamics.
 */
@NullMarked
package org.espalier.rnndynamics.cell;

import org.jspecify.annotations.NullMarked;
