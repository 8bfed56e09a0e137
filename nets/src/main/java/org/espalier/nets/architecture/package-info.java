/**
 * Architectures as DJL blocks, one class a family, named as in the papers; found by {@link java.util.ServiceLoader}.
 *
 * <p>A layer's name in its block becomes the beginning of its parameters' names ({@code conv1.weight}), so names are part
 * of what a mask or a weight file means: do not change them.
 *
 * <p>Lives here: structure only. May not live here: initial values, training.
 */
package org.espalier.nets.architecture;
