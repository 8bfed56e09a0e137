/**
 * How alike two representations of the same samples are: CCA and its relatives, centred kernel alignment, shape metrics,
 * representational similarity, neighbours. Each measure states its invariances, and one set of law tests holds all of them
 * to what they state. {@code docs/measures.md} has the formulas.
 *
 * <p>Lives here: measures of {@code [samples, units]} arrays. May not live here: where the activations come from, files.
 */
@NullMarked
package org.espalier.analysis.representation;

import org.jspecify.annotations.NullMarked;
