package org.espalier.rnndynamics.universality;

import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;

/**
 * A search for fixed points from visited states, with noise and between them, made again from four times as many starts while
 * the points it found cannot be all there are: their indices do not sum to 1, as those of all the points of a bounded map do.
 * Where none is found and the equations give no bound, as of a ReLU network that grows for ever, there may be none: no repeat.
 *
 * @param found    by the last search
 * @param complete whether the indices sum to 1; that proves no search complete, but another sum proves that one is not
 */
public record RepeatedSearch(FixedPoints found, boolean complete) {

    /**
     * Searches.
     *
     * @param visited {@code [rows, d]}, not modified
     * @param input   {@code [inputs]}: held
     * @param starts  of the first search
     * @param repeats at most so many more
     * @param random  a stream for each search, by its number from 0
     */
    public static RepeatedSearch run(Cell cell, double[] visited, double[] input, int starts, int repeats,
                                     IntFunction<RandomGenerator> random) {
        RepeatedSearch search = null;
        for (int more = 0; more <= repeats && (search == null || !search.complete); more++) {
            FixedPoints found = FixedPointSearch.run(cell,
                SearchStarts.of(visited, cell.stateSize(), starts << 2 * more, input, random.apply(more)), SearchOptions.DEFAULT);
            search = new RepeatedSearch(found, FixedPointIndex.sum(found.of(PointClass.FIXED)) == 1);
            if (found.count(PointClass.FIXED) == 0 && !bounded(cell)) {
                break;
            }
        }
        return search;
    }

    private static boolean bounded(Cell cell) {
        return IntStream.range(0, cell.stateSize()).allMatch(i -> Double.isFinite(cell.bound(i)));
    }
}
