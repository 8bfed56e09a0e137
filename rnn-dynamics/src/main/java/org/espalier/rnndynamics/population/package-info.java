/**
 * Networks of one architecture trained together: {@link org.espalier.rnndynamics.population.PopulationTraining} is the loop,
 * {@code Tile} the explicit back-propagation through time of some networks at once, {@code family.CellKernel} the element-wise
 * part of each cell. Lives here: float32, and the module's only use of the tensor engine. May not live here: tasks,
 * analysis.
 */
package org.espalier.rnndynamics.population;
