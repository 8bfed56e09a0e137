/**
 * NumPy's file formats: {@code .npy}, one array, and {@code .npz}, a zip archive of them. Arrays of numbers alone: what
 * would have to be unpickled is refused. May not live here: what the arrays mean.
 */
@NullMarked
package org.espalier.nets.npy;

import org.jspecify.annotations.NullMarked;
