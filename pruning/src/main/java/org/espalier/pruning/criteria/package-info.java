/** The study {@code pruning/criteria}: the same trained network, pruned once by every criterion. */
@NullMarked
package org.espalier.pruning.criteria;

import org.jspecify.annotations.NullMarked;
