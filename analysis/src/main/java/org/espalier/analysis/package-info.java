/**
 * What is common to all methods: running a method as a trial of a study at an equal budget, and measures on masks,
 * weights and representations.
 *
 * <p>Lives here: what compares methods. May not live here: any one method; tensors of the engine, since everything here
 * takes and returns plain arrays and masks.
 */
@NullMarked
package org.espalier.analysis;

import org.jspecify.annotations.NullMarked;
