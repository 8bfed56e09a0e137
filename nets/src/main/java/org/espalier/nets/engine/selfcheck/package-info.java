/**
 * The check of the engine: the layers that our networks are made of, and products of matrices, against plain loops in double
 * precision ({@link org.espalier.nets.engine.selfcheck.DirectConvolution},
 * {@link org.espalier.nets.engine.selfcheck.DirectLayers}).
 *
 * <p>Lives here: what is tried and what is right. May not live here: what is done about it ({@code engine.remedy}).
 */
package org.espalier.nets.engine.selfcheck;
