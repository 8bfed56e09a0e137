/**
 * Losses on a network's outputs and their gradients, in double precision on plain arrays. Nothing else of the suite is
 * known here.
 */
@NullMarked
package org.espalier.nets.loss;

import org.jspecify.annotations.NullMarked;
