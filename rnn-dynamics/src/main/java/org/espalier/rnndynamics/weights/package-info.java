/**
 * Cells from files that other frameworks wrote, and fixed points to files that they read. Lives here: names, shapes and
 * gate orders. May not live here: file formats (they are in {@code nets}).
 */
package org.espalier.rnndynamics.weights;
