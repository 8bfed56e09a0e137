package org.espalier.rnndynamics.topology;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * Who is nearest to whom among points that have an order, such as the fixed points of a sine network by its constant input,
 * or those of a line attractor by their output: does the order of the inputs come back as neighbourhood of the states?
 *
 * <p>From every point one edge leads to each of its two nearest others (Euclidean distance of states; of equally near ones
 * the earlier), from the first and the last point to the nearest alone. Points along a line in their order, evenly spaced,
 * give the perfect chain: i to i - 1 and to i + 1, and nothing else. So do points along any smooth curve that does not come
 * back near itself, as long as no step is longer than the two steps on its other side together.
 *
 * <p>Maheswaranathan et al. 2019 compare such points with a chain; their exact rule was not to be had, this one is ours and
 * reproduces no number of the paper. A place may have no point (none was found there): it has no edges, and those of the
 * perfect chain that it should have are missing.
 *
 * @param places n, at least 2
 * @param edges  {@code [n, n]}: whether an edge leads from row to column; kept, not copied, and never modified
 */
public record ChainGraph(int places, boolean[] edges) {
    private static final int MOST_PLACES = 10_000;

    /** @throws InvalidInputException if there are not n x n entries, or a place has an edge to itself */
    public ChainGraph {
        if (places < 2 || places > MOST_PLACES) {
            throw new InvalidInputException("a chain of " + places + " places was asked for, expected from 2 to "
                + MOST_PLACES);
        }
        if (edges.length != places * places) {
            throw new InvalidInputException("a chain of " + places + " places has " + places * places
                + " possible edges, got " + edges.length);
        }
        for (int i = 0; i < places; i++) {
            if (edges[i * places + i]) {
                throw new InvalidInputException("place " + i + " of a chain has an edge to itself, expected none");
            }
        }
    }

    /** The perfect chain: {@code 2 (n - 1)} edges. */
    public static ChainGraph perfect(int places) {
        boolean[] edges = new boolean[places < 2 || places > MOST_PLACES ? 0 : places * places];
        for (int i = 0; i + 1 < places && edges.length > 0; i++) {
            edges[i * places + i + 1] = true;
            edges[(i + 1) * places + i] = true;
        }
        return new ChainGraph(places, edges);
    }

    /**
     * The graph of nearest neighbours. Cost: n^2 (d + log n).
     *
     * @param points one a place, in the order of the places, {@code [d]} each; null where there is none. Not modified
     * @throws InvalidInputException if there are fewer than two places, or points differ in length or are not finite
     */
    public static ChainGraph of(List<double[]> points) {
        int n = points.size();
        if (n < 2) {
            throw new InvalidInputException("a chain of " + n + " places was asked for, expected at least 2");
        }
        int[] there = IntStream.range(0, n).filter(i -> points.get(i) != null).toArray();
        for (int i : there) {
            if (points.get(i).length != points.get(there[0]).length) {
                throw new InvalidInputException("point " + i + " of a chain has " + points.get(i).length
                    + " numbers, the one before it " + points.get(there[0]).length);
            }
            Points.finite("point " + i + " of a chain", points.get(i));
        }
        boolean[] edges = new boolean[n * n];
        for (int k = 0; k < there.length; k++) {
            int from = there[k];
            int neighbours = k == 0 || k == there.length - 1 ? 1 : 2;
            // The sort is stable: of equally near points the earlier comes first.
            IntStream.of(there).filter(i -> i != from).boxed()
                .sorted(Comparator.comparingDouble(i -> Vectors.distance(points.get(from), points.get(i))))
                .limit(neighbours).forEach(to -> edges[from * n + to] = true);
        }
        return new ChainGraph(n, edges);
    }

    /** The chain that a graph stands for: its edges, however often counted, without its nodes' stability. */
    public static ChainGraph of(PointGraph graph) {
        boolean[] edges = new boolean[graph.edges().length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = graph.edges()[i] > 0;
        }
        return new ChainGraph(graph.nodes(), edges);
    }

    /** As a graph of points. @param unstable {@code [n]}: unstable dimensions at each place, 0 where there is no point */
    public PointGraph graph(int[] unstable) {
        int[] counts = new int[edges.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = edges[i] ? 1 : 0;
        }
        return new PointGraph(unstable, counts);
    }

    /** Whether an edge leads from one place to another. */
    public boolean edge(int from, int to) {
        return edges[from * places + to];
    }

    /** Edges of the perfect chain that are not there. */
    public int missing() {
        return without(perfect(places).edges, edges);
    }

    /** Edges that the perfect chain does not have. */
    public int extra() {
        return without(edges, perfect(places).edges);
    }

    /** The distance from the perfect chain, 0 to 1: {@code (missing + extra) / (edges of either)}. */
    public double fromChain() {
        return distance(this, perfect(places));
    }

    /**
     * Jaccard's distance of the edges of two graphs over the same places: {@code 1 - |A and B| / |A or B|}, 0 where both are
     * the same (also where both have none), 1 where they share no edge. A metric: it obeys the triangle inequality.
     *
     * @throws InvalidInputException if the graphs differ in their number of places
     */
    public static double distance(ChainGraph a, ChainGraph b) {
        if (a.places != b.places) {
            throw new InvalidInputException("chains of " + a.places + " and " + b.places
                + " places cannot be compared, expected the same places in both");
        }
        int all = 0;
        for (int i = 0; i < a.edges.length; i++) {
            all += a.edges[i] || b.edges[i] ? 1 : 0;
        }
        return all == 0 ? 0 : (double) (without(a.edges, b.edges) + without(b.edges, a.edges)) / all;
    }

    private static int without(boolean[] a, boolean[] b) {
        return (int) IntStream.range(0, a.length).filter(i -> a[i] && !b[i]).count();
    }
}
