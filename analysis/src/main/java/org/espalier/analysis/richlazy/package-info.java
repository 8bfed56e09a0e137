/**
 * How rich or lazy a training was: initial weights of controlled rank or structure, how far representation and tangent kernel
 * turned, how well a kernel fits the task, the scaling that makes any model lazy, and a linear student whose kernel is known in
 * closed form. Effective ranks are in {@link org.espalier.analysis.population.EffectiveRank}, the norm of the weights'
 * change in {@link org.espalier.analysis.subnetwork.WeightMovement}.
 *
 * <p>Lives here: what takes and returns plain arrays. May not live here: training of networks, tasks.
 */
package org.espalier.analysis.richlazy;
