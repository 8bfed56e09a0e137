/** The study {@code pruning/criteria}: the same trained network, pruned once by every criterion. */
package org.espalier.pruning.criteria;
