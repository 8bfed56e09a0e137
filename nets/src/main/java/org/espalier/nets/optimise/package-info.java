/**
 * Optimisers, learning-rate schedules and gradient clipping on plain {@code float[]}, defined as PyTorch defines them.
 *
 * <p>Arithmetic is float32, as in PyTorch's CPU kernels; derived constants (bias corrections, the step's rate) are formed
 * in float64 and rounded once. PyTorch may contract a multiplication and an addition into one rounding (FMA) where the
 * processor has it; these loops never do, so that a step gives the same bits on every machine. One element of one step
 * therefore differs from PyTorch by a few units in the last place. May not live here: tensors, the training loop.
 */
@NullMarked
package org.espalier.nets.optimise;

import org.jspecify.annotations.NullMarked;
