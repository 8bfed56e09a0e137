package org.espalier.rnndynamics.topology;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.base.InvalidInputException;

/**
 * How far two graphs of fixed points are apart, whatever their nodes are called.
 *
 * <p>Maheswaranathan et al. 2019 (fig. 1f) compare such graphs across networks; by which distance was not to be had, so
 * these two are ours and reproduce no number of the paper. Both see nodes, their unstable dimensions and counted edges
 * alone: not where points lie, not which pulse an edge belongs to, not which outputs a point has ({@link CubeComparison}
 * does).
 */
public final class GraphDistance {
    /** Nodes up to which {@link #edit} is offered: 10! matchings, where none can be ruled out early, take about a second. */
    public static final int MOST_NODES = 10;

    private GraphDistance() {}

    /**
     * The exact edit distance: the least cost of making one graph the other, where an edge put in or taken away costs 1, an
     * unstable dimension more or less costs 1, and a node without edges put in or taken away costs 1 + its unstable
     * dimensions:
     *
     * <pre>min over matchings p:  sum_ij |A_ij - B_p(i)p(j)| + sum_i |u_i - v_p(i)| + sum over unmatched j (1 + v_j)</pre>
     *
     * with A, u the smaller graph, whose missing nodes have no edges, and B, v the larger. A metric of graphs up to
     * relabelling: 0 exactly where they are the same graph. Cost: branch and bound over matchings, n! at worst.
     *
     * @return 0 or more, a whole number
     * @throws InvalidInputException if a graph has more than {@link #MOST_NODES} nodes
     */
    public static long edit(PointGraph a, PointGraph b) {
        PointGraph small = a.nodes() <= b.nodes() ? a : b;
        PointGraph large = small == a ? b : a;
        if (large.nodes() > MOST_NODES) {
            throw new InvalidInputException("the exact edit distance of graphs is computed for up to " + MOST_NODES
                + " nodes, got " + large.nodes() + "; the spectral distance has no limit");
        }
        return new Matching(small, large).best();
    }

    /** Nodes of the large graph are matched in turn, each with a free node of the small one or with none. */
    private static final class Matching {
        private final PointGraph small;
        private final PointGraph large;
        private final int n;
        // Per node of the large graph its partner; n and above: one of the missing nodes.
        private final int[] partner;
        private final boolean[] taken;
        private long best = Long.MAX_VALUE;

        Matching(PointGraph small, PointGraph large) {
            this.small = small;
            this.large = large;
            n = small.nodes();
            partner = new int[large.nodes()];
            taken = new boolean[large.nodes()];
        }

        long best() {
            match(0, 0);
            return best;
        }

        private void match(int j, long cost) {
            if (cost >= best) {
                return;
            }
            if (j == large.nodes()) {
                best = cost;
                return;
            }
            boolean missingTried = false;
            for (int i = 0; i < large.nodes(); i++) {
                // Missing nodes are alike: one of them stands for all.
                if (taken[i] || i >= n && missingTried) {
                    continue;
                }
                missingTried |= i >= n;
                taken[i] = true;
                partner[j] = i;
                match(j + 1, cost + added(j));
                taken[i] = false;
            }
        }

        /** What matching node j adds, the nodes before it being matched. */
        private long added(int j) {
            int i = partner[j];
            long cost = i < n ? Math.abs(small.unstable()[i] - large.unstable()[j]) : 1L + large.unstable()[j];
            cost += Math.abs(edge(i, i) - large.edges(j, j));
            for (int k = 0; k < j; k++) {
                cost += Math.abs(edge(i, partner[k]) - large.edges(j, k));
                cost += Math.abs(edge(partner[k], i) - large.edges(k, j));
            }
            return cost;
        }

        private long edge(int from, int to) {
            return from < n && to < n ? small.edges(from, to) : 0;
        }
    }

    /**
     * The Euclidean distance of the sorted singular values of {@code A + diag(1 + u)}, A being the edge counts and u the
     * unstable dimensions; to those of the smaller graph zeros are added.
     *
     * <p>A pseudo-metric that is defined at any size: never above {@link #edit} (Mirsky 1960: singular values move no
     * further than the matrix in Frobenius' norm), 0 for the same graph under any names, but 0 also for some different
     * ones, such as a graph and the same with all its edges turned round. A distance above rounding proves a difference, 0
     * proves nothing. Cost: some n^3.
     *
     * @return 0 or more, with an error of some 1e-14 times the greatest singular value
     */
    public static double spectral(PointGraph a, PointGraph b) {
        int n = Math.max(a.nodes(), b.nodes());
        return Vectors.distance(spectrum(a, n), spectrum(b, n));
    }

    /** Rising, zeros first. */
    private static double[] spectrum(PointGraph graph, int size) {
        int n = graph.nodes();
        double[] values = new double[size];
        if (n == 0) {
            return values;
        }
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.set(i, j, graph.edges(i, j));
            }
            matrix.add(i, i, 1 + graph.unstable()[i]);
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, false, false, true);
        if (!svd.decompose(matrix)) {
            throw new InvalidInputException("the singular values of a graph of " + n + " nodes could not be computed");
        }
        System.arraycopy(svd.getSingularValues(), 0, values, 0, n);
        Arrays.sort(values);
        return values;
    }
}
