package org.espalier.analysis;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;

/**
 * The pairing of n rows with n columns, each once, whose costs sum to the least: the assignment problem, exactly, by shortest
 * augmenting paths (Kuhn 1955, Munkres 1957; in the form of Jonker and Volgenant 1987). Rows are added one by one; each finds
 * the cheapest chain of exchanges to a free column, by prices of rows and columns that keep all reduced costs at least 0.
 *
 * <p>Our own, though JGraphT has one: matching the units of two networks takes hundreds of pairings of some 300 rows, of
 * which JGraphT's (an object an edge) makes one in some seconds and this a hundred in that time. It is the tests' oracle.
 *
 * @param columns {@code [n]}: the column of each row
 * @param cost    the sum of the chosen costs
 */
public record Assignment(int[] columns, double cost) {

    public Assignment {
        columns = columns.clone();
    }

    /** A copy. */
    @Override
    public int[] columns() {
        return columns.clone();
    }

    /**
     * The pairing of least cost; of equally good ones always the same. Cost: {@code O(n^3)} operations, {@code O(n)} memory.
     *
     * @param costs {@code [n, n]}, not modified; finite
     * @throws InvalidInputException if the costs are not square or not finite
     */
    public static Assignment least(double[][] costs) {
        check(costs);
        int n = costs.length;
        double[] rowPrice = new double[n];
        double[] columnPrice = new double[n];
        int[] rowOf = new int[n];
        Arrays.fill(rowOf, -1);
        for (int row = 0; row < n; row++) {
            augment(costs, row, rowOf, rowPrice, columnPrice);
        }
        int[] columns = new int[n];
        double cost = 0;
        for (int column = 0; column < n; column++) {
            columns[rowOf[column]] = column;
        }
        for (int row = 0; row < n; row++) {
            cost += costs[row][columns[row]];
        }
        return new Assignment(columns, cost);
    }

    /** Pairs one more row, and moves the rows on the shortest path from it to a free column. */
    private static void augment(double[][] costs, int start, int[] rowOf, double[] rowPrice, double[] columnPrice) {
        int n = costs.length;
        double[] distance = new double[n];
        int[] before = new int[n];
        boolean[] done = new boolean[n];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        int row = start;
        int from = -1;
        double walked = 0;
        int end = -1;
        while (end < 0) {
            int nearest = -1;
            for (int column = 0; column < n; column++) {
                if (!done[column]) {
                    double through = walked + costs[row][column] - rowPrice[row] - columnPrice[column];
                    if (through < distance[column]) {
                        distance[column] = through;
                        before[column] = from;
                    }
                    if (nearest < 0 || distance[column] < distance[nearest]) {
                        nearest = column;
                    }
                }
            }
            done[nearest] = true;
            walked = distance[nearest];
            from = nearest;
            row = rowOf[nearest];
            end = row < 0 ? nearest : -1;
        }
        rowPrice[start] += walked;
        for (int column = 0; column < n; column++) {
            if (done[column] && column != end) {
                rowPrice[rowOf[column]] += walked - distance[column];
                columnPrice[column] -= walked - distance[column];
            }
        }
        for (int column = end; column >= 0; column = before[column]) {
            rowOf[column] = before[column] < 0 ? start : rowOf[before[column]];
        }
    }

    private static void check(double[][] costs) {
        for (int i = 0; i < costs.length; i++) {
            if (costs[i].length != costs.length) {
                throw new InvalidInputException("row " + i + " of the costs of an assignment has " + costs[i].length
                    + " values; expected " + costs.length + ", as many as there are rows");
            }
            for (int j = 0; j < costs.length; j++) {
                if (!Double.isFinite(costs[i][j])) {
                    throw new InvalidInputException("the cost of row " + i + " and column " + j + " of an assignment is "
                        + costs[i][j] + "; expected a finite number");
                }
            }
        }
    }
}
