package org.espalier.analysis.representation;

/** What is derived from a representation and follows its samples: after a reordering it need not be computed again. */
interface Reorderable {

    /** The same of the samples {@code order[0], order[1], ...}: a permutation, not modified. */
    Object reordered(int[] order);
}
