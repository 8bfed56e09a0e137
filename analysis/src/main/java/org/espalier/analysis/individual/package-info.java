/**
 * The study {@code analysis/individual-differences} (Mehrer et al. 2020): how alike networks represent images that differ only
 * in their random numbers, layer by layer, with and without dropout, dense and as subnetworks.
 *
 * <p>{@link org.espalier.analysis.individual.ImageDistances} are what one network has, {@link
 * org.espalier.analysis.individual.ConsistencyTrial} compares those of several.
 */
package org.espalier.analysis.individual;
