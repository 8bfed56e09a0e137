package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * What a search found.
 *
 * @param points  different ones: fixed, then slow, then not converged, each kind by rising q; of several searches those of
 *                one after those of another
 * @param all     before points nearer than the unique distance were joined; without eigenvalues
 * @param starts  number of start states; the points' {@link FixedPoint#starts()} sum to it
 * @param options what was asked for; a count means nothing without its tolerances
 * @param seconds wall time
 * @param ends    {@code [starts]}: the place in points where each start ended; never modified
 */
public record FixedPoints(List<FixedPoint> points, List<FixedPoint> all, int starts, SearchOptions options,
                          double seconds, int[] ends) {
    private static final double[] Q_TOLERANCES = {1e-4, 1e-6, 1e-8, 1e-12, 1e-16, 1e-20, 1e-24};

    static final Comparator<FixedPoint> ORDER = Comparator.comparing(FixedPoint::found)
        .thenComparingDouble(FixedPoint::q);

    public FixedPoints {
        points = List.copyOf(points);
        all = List.copyOf(all);
    }

    /** What several searches with the same options found, one after another: points and starts are in their order. */
    static FixedPoints concat(List<FixedPoints> searches) {
        List<FixedPoint> points = new ArrayList<>();
        List<FixedPoint> all = new ArrayList<>();
        int[] ends = new int[searches.stream().mapToInt(FixedPoints::starts).sum()];
        int at = 0;
        for (FixedPoints search : searches) {
            for (int end : search.ends) {
                ends[at++] = points.size() + end;
            }
            points.addAll(search.points);
            all.addAll(search.all);
        }
        return new FixedPoints(points, all, ends.length, searches.get(0).options,
            searches.stream().mapToDouble(FixedPoints::seconds).sum(), ends);
    }

    public List<FixedPoint> of(PointClass found) {
        return points.stream().filter(p -> p.found() == found).toList();
    }

    /** How many different points of a class there are. */
    public int count(PointClass found) {
        return of(found).size();
    }

    /** How many starts ended in a class. */
    public int starts(PointClass found) {
        return of(found).stream().mapToInt(FixedPoint::starts).sum();
    }

    /**
     * Joins points nearer than a distance, the first in {@link #ORDER} standing for the others: greedy, so that a chain of
     * near points is thinned and not collapsed. A slow point near a fixed one counts as that fixed one.
     */
    static List<FixedPoint> unique(List<FixedPoint> points, double distance) {
        return join(points, distance).points();
    }

    /** What {@link #unique} keeps, and for each point given the place of the one that stands for it. */
    record Joined(List<FixedPoint> points, int[] places) {}

    static Joined join(List<FixedPoint> points, double distance) {
        List<FixedPoint> kept = new ArrayList<>();
        int[] places = new int[points.size()];
        for (int at : IntStream.range(0, places.length).boxed().sorted(Comparator.comparing(points::get, ORDER)).toList()) {
            FixedPoint p = points.get(at);
            int near = -1;
            for (int i = 0; i < kept.size() && near < 0; i++) {
                if (kept.get(i).distance(p) <= distance) {
                    near = i;
                }
            }
            places[at] = near < 0 ? kept.size() : near;
            if (near < 0) {
                kept.add(p);
            } else {
                kept.set(near, kept.get(near).with(p.starts()));
            }
        }
        return new Joined(kept, places);
    }

    /**
     * Counts at one choice of tolerances.
     *
     * @param qTolerance     of fixed points
     * @param uniqueDistance of different points
     * @param fixed          different certified points with q below the tolerance
     * @param slow           different local minima of q that are not fixed at this tolerance
     * @param notConverged   different states of neither kind
     * @param below          different points of any kind with q below the tolerance: what a search without certificate
     *                       would call fixed points
     */
    public record Sensitivity(double qTolerance, double uniqueDistance, int fixed, int slow, int notConverged, int below) {}

    /**
     * How the counts depend on the tolerances, from this one search: a row for each pair of values.
     *
     * @throws InvalidInputException if a distance is below that at which starts were merged during the search
     */
    public List<Sensitivity> sensitivity(double[] qTolerances, double[] uniqueDistances) {
        List<Sensitivity> rows = new ArrayList<>();
        for (double distance : uniqueDistances) {
            if (distance < options.mergeDistance()) {
                throw new InvalidInputException("points nearer than " + options.mergeDistance()
                    + " were merged during the search, so distance " + distance + " cannot be told; search without merging");
            }
            for (double tolerance : qTolerances) {
                List<FixedPoint> judged = all.stream().map(p -> p.found() == PointClass.FIXED && p.q() >= tolerance
                    ? new FixedPoint(PointClass.SLOW, p.state(), p.input(), p.q(), p.gradient(), p.newtonStep(), p.starts(),
                        p.eigenvalues(), p.stability()) : p).toList();
                List<FixedPoint> different = unique(judged, distance);
                rows.add(new Sensitivity(tolerance, distance, size(different, PointClass.FIXED),
                    size(different, PointClass.SLOW), size(different, PointClass.NOT_CONVERGED),
                    unique(judged.stream().filter(p -> p.q() < tolerance).toList(), distance).size()));
            }
        }
        return rows;
    }

    /**
     * The same over the tolerances people use: q below 1e-4 (what searches in single precision are content with) to 1e-24,
     * distances from a hundredth of the unique distance to a hundred times it.
     */
    public List<Sensitivity> sensitivity() {
        double unique = options.uniqueDistance();
        // The first is the distance at which starts were merged, to the bit.
        return sensitivity(Q_TOLERANCES, new double[] {unique / 100, unique / 10, unique, unique * 10, unique * 100});
    }

    private static int size(List<FixedPoint> points, PointClass found) {
        return (int) points.stream().filter(p -> p.found() == found).count();
    }
}
