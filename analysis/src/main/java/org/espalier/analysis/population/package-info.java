/**
 * What is said of many networks at once from the distances between them: maps in a few dimensions, tests whether groups
 * differ, and how many dimensions a spectrum has. The distances themselves:
 * {@link org.espalier.analysis.representation.Population}.
 */
@NullMarked
package org.espalier.analysis.population;

import org.jspecify.annotations.NullMarked;
