/**
 * Architectures as DJL blocks, one class a family, named as in the papers; found by {@link java.util.ServiceLoader}.
 *
 * <p>A layer's name in its block becomes the beginning of its parameters' names ({@code conv1.weight}), so names are part
 * of what a mask or a weight file means: do not change them.
 *
 * <p>The same structure as values that other programs can read: {@link org.espalier.nets.architecture.LayerSpec} a layer,
 * {@link org.espalier.nets.architecture.NetworkDescription} a network, derived from any block by
 * {@link org.espalier.nets.architecture.BlockLayers}, as JSON by {@link org.espalier.nets.architecture.NetworkJson}.
 *
 * <p>Lives here: structure only. May not live here: initial values, training.
 */
package org.espalier.nets.architecture;
