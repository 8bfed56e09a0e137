/**
 * Dynamics of recurrent networks: {@code cell} (one step and its Jacobians), {@code fixedpoint} (where the dynamics stand
 * still), {@code topology} (how those points hang together, and how linear the dynamics around them are), {@code weights}
 * (cells from files of other frameworks), {@code family} (the kinds of cells, an open family, and their kernels in float32),
 * {@code task} (what networks are trained on), {@code population} (many networks trained as one program), {@code universality} (populations of several cells compared, for any task) and the studies on it:
 * {@code flipflop}.
 *
 * <p>Everything but {@code population} and the kernels computes in float64: whether a point is stable can hang on the seventh digit of an
 * eigenvalue. Training is in float32.
 */
@NullMarked
package org.espalier.rnndynamics;

import org.jspecify.annotations.NullMarked;
