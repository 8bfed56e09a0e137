/**
 * What a subnetwork is like and what two have in common beyond the masks' overlap: connectivity, degrees, signs, spectra,
 * movement from the initial weights, predictions, and the error along the line between their weights.
 *
 * <p>Lives here: measures of masks, weights and predictions as plain arrays. May not live here: how a subnetwork was found,
 * how a network is evaluated.
 */
package org.espalier.analysis.subnetwork;
