/**
 * Architectures as DJL blocks, one class a family, named as in the papers; found by {@link java.util.ServiceLoader}.
 *
 * <p>Lives here: structure only. May not live here: initial values, training.
 */
package org.espalier.nets.architecture;
