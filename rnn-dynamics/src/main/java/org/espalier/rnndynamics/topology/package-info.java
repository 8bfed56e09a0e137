/**
 * How the fixed points of a cell hang together, and how far the dynamics around them are linear: which stable point a pulse
 * leads to from which ({@code TransitionGraph}), which ones a saddle lies between ({@code SaddleGraph}), how far such graphs
 * of two networks are apart ({@code GraphDistance}), whether points that have an order form a chain ({@code ChainGraph}),
 * where a network comes nearest to standing still for each output ({@code LineAttractor}), spectra ({@code Spectrum}), the
 * frequencies they foretell ({@code FrequencyMatch}), how many modes an output needs ({@code RetainedModes}) and the error of
 * the linearised dynamics ({@code NonLinearity}) (Maheswaranathan et al. 2019). Lives here: pure functions of a cell and the points a search found.
 * May not live here: the search itself, training, files, figures.
 */
package org.espalier.rnndynamics.topology;
