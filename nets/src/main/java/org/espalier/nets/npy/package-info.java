/**
 * NumPy's file formats: {@code .npy}, one array, and {@code .npz}, a zip archive of them. Arrays of numbers alone: what
 * would have to be unpickled is refused. May not live here: what the arrays mean.
 */
package org.espalier.nets.npy;
