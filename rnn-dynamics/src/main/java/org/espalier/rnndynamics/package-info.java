/**
 * Dynamics of recurrent networks: {@code cell} (one step and its Jacobians), {@code fixedpoint} (where the dynamics stand
 * still), {@code weights} (cells from files of other frameworks), {@code task} (what networks are trained on).
 *
 * <p>Everything here computes in float64: whether a point is stable can hang on the seventh digit of an eigenvalue.
 */
package org.espalier.rnndynamics;
