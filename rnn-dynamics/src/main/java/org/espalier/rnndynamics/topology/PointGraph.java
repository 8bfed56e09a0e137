package org.espalier.rnndynamics.topology;

import org.espalier.base.InvalidInputException;

/**
 * A directed graph of fixed points with counted edges. The arrays are kept, not copied, and never modified.
 *
 * @param unstable {@code [n]}: unstable dimensions of each node, 0 for a stable point
 * @param edges    {@code [n, n]}: how many edges lead from row to column
 */
public record PointGraph(int[] unstable, int[] edges) {

    /** @throws InvalidInputException if there are not n x n edge counts, or a number is negative */
    public PointGraph {
        int n = unstable.length;
        if (edges.length != n * n) {
            throw new InvalidInputException("a graph of " + n + " nodes has " + n * n + " edge counts, got " + edges.length);
        }
        for (int i = 0; i < n; i++) {
            if (unstable[i] < 0) {
                throw new InvalidInputException("node " + i + " has " + unstable[i]
                    + " unstable dimensions, expected 0 or more");
            }
        }
        for (int i = 0; i < edges.length; i++) {
            if (edges[i] < 0) {
                throw new InvalidInputException("there are " + edges[i] + " edges from node " + i / n + " to node " + i % n
                    + ", expected 0 or more");
            }
        }
    }

    /** n. */
    public int nodes() {
        return unstable.length;
    }

    /** How many edges lead from one node to another. */
    public int edges(int from, int to) {
        return edges[from * nodes() + to];
    }
}
