package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.Linearisation;

/**
 * Which stable points the unstable directions of each saddle lead to (heteroclinic orbits; Maheswaranathan et al. 2019,
 * fig. 1): from a saddle a small step along plus and minus each unstable eigenvector, then the dynamics alone.
 *
 * <p>A complex pair gives four directions, plus and minus the real and the imaginary part of its vector, each made length 1.
 * Where a saddle has one unstable dimension the two directions are its whole unstable manifold to first order; where it has
 * more, they sample it, and orbits to other stable points may be missed. Connections from saddle to saddle are not looked
 * for: an orbit that ends at one, as symmetry can have it, leads nowhere here, unless rounding moves it off it.
 *
 * <p>Only directions that are certainly unstable are followed, no neutral ones. On a kink those of the worst side are, each
 * plus and minus, though one of the two may lead into another side.
 *
 * <p>Where an eigenvalue is near 1 the orbit leaves slowly: the modulus of the saddle's time constant times
 * {@code ln(distance / step)} steps go by before it is away, so that "nowhere" may mean that {@link Settling} gave too few.
 *
 * @param points   the fixed points, stable ones and saddles, in the order in which the search gave them
 * @param edges    in the order of the saddles, the eigenvalues by falling modulus, then plus before minus
 * @param step     length of the step off the saddle
 * @param settling when an orbit counts as having come to a point
 */
public record SaddleGraph(List<FixedPoint> points, List<Edge> edges, double step, Settling settling) {
    /** Far below the distances at which the search tells points apart, far above their own error of some 1e-12. */
    public static final double DEFAULT_STEP = 1e-4;

    /**
     * One direction off a saddle.
     *
     * @param saddle place in points
     * @param mode   place of the eigenvalue among all of the saddle's, greatest modulus first
     * @param part   of the eigenvector
     * @param side   1 or -1
     * @param to     place in points of the stable point reached, or {@link Settling#NOWHERE}
     */
    public record Edge(int saddle, int mode, Part part, int side, int to) {}

    /** Of a real eigenvector there is the real part alone. */
    public enum Part { REAL, IMAGINARY }

    /** Two different stable points that one saddle leads to; first is the lower place in points. */
    public record Pair(int first, int second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return first != other.first ? Integer.compare(first, other.first) : Integer.compare(second, other.second);
        }
    }

    /**
     * Follows the unstable directions of every saddle. Cost: a saddle 25 d^3 operations, and twice its unstable dimensions x
     * steps of the cell.
     *
     * @param found what a search found under one constant input; slow points and what did not converge are passed over
     * @param step  length of the step off the saddle, such as {@link #DEFAULT_STEP}
     * @throws InvalidInputException if there is no fixed point, sizes do not fit the cell, a number is not finite, the step
     *                               is not above 0, or a saddle's eigenvectors cannot be computed
     */
    public static SaddleGraph of(Cell cell, List<FixedPoint> found, double step, Settling settling) {
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the step off a saddle is " + step + ", expected above 0 and finite");
        }
        List<FixedPoint> points = Points.fixed(cell, found);
        List<Edge> edges = new ArrayList<>();
        for (int s = 0; s < points.size(); s++) {
            FixedPoint saddle = points.get(s);
            if (saddle.unstable() == 0) {
                continue;
            }
            List<Linearisation.Mode> modes = Linearisation.at(cell, saddle).modes();
            for (int m = 0; m < saddle.unstable(); m++) {
                Linearisation.Mode mode = modes.get(m);
                // The other of a conjugate pair spans the same plane.
                if (mode.eigenvalue().im() < 0) {
                    continue;
                }
                for (Part part : mode.eigenvalue().im() == 0 ? List.of(Part.REAL) : List.of(Part.values())) {
                    double[] along = part == Part.REAL ? mode.rightRe() : mode.rightIm();
                    for (int side = 1; side >= -1; side -= 2) {
                        double[] start = stepOff(saddle.state(), along, side * step);
                        edges.add(new Edge(s, m, part, side,
                            settling.restingPlace(cell, start, saddle.input(), points)));
                    }
                }
            }
        }
        return new SaddleGraph(points, List.copyOf(edges), step, settling);
    }

    private static double[] stepOff(double[] state, double[] along, double step) {
        double length = Vectors.norm(along);
        double[] start = state.clone();
        for (int i = 0; i < start.length; i++) {
            start[i] += step * along[i] / length;
        }
        return start;
    }

    /** How many directions end at no stable point. */
    public int nowhere() {
        return (int) edges.stream().filter(e -> e.to() == Settling.NOWHERE).count();
    }

    /** Pairs of stable points that a saddle with exactly so many unstable dimensions leads to, each pair once. */
    public SortedSet<Pair> connected(int unstableDimensions) {
        SortedSet<Pair> pairs = new TreeSet<>();
        for (Edge a : edges) {
            for (Edge b : edges) {
                if (a.saddle() == b.saddle() && points.get(a.saddle()).unstable() == unstableDimensions
                    && a.to() != Settling.NOWHERE && a.to() < b.to()) {
                    pairs.add(new Pair(a.to(), b.to()));
                }
            }
        }
        return pairs;
    }

    /** The graph of all fixed points: as many edges from a saddle to a stable point as directions lead there. */
    public PointGraph graph() {
        int n = points.size();
        int[] counts = new int[n * n];
        for (Edge e : edges) {
            if (e.to() != Settling.NOWHERE) {
                counts[e.saddle() * n + e.to()]++;
            }
        }
        return new PointGraph(points.stream().mapToInt(FixedPoint::unstable).toArray(), counts);
    }
}
