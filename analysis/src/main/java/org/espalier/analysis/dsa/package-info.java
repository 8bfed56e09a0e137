/**
 * Dynamical similarity analysis (Ostrow et al. 2023): whether two systems move alike, whatever the coordinates. A linear map
 * is fitted to each one's delay embedding, of one trial or many; the maps are compared after the best rotation of one onto the
 * other, or by their eigenvalues, at one choice of delays and coordinates or over many ({@code DynamicalSweep}).
 *
 * <p>Lives here: linear fits of time series, and the alignment of square matrices. May not live here: where the time series
 * come from.
 */
@NullMarked
package org.espalier.analysis.dsa;

import org.jspecify.annotations.NullMarked;
