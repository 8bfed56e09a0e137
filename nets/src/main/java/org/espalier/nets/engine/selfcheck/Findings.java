package org.espalier.nets.engine.selfcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.nets.engine.remedy.CheckReport;

/** Collects what went wrong in a check: all is counted, the first of each kind are kept. */
final class Findings {
    /** In float32 a right result is off by some 1e-7 of its norm, a sum of some hundred terms by 1e-6; a fault by 1e-1. */
    static final double TOLERANCE = 1e-5;
    private static final int KEPT_OF_A_KIND = 4;

    private final List<CheckReport.Failure> failures = new ArrayList<>();
    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private int comparisons;

    /** Compares by {@code |actual - expected| / |expected|}, Euclidean norms over all elements; NaN is a failure. */
    void compare(String what, Object where, double[] expected, float[] actual) {
        comparisons++;
        double error = relativeError(expected, actual);
        if (!(error <= TOLERANCE)) {
            add(what, where, error);
        }
    }

    void sameBits(String what, Object where, boolean same) {
        comparisons++;
        if (!same) {
            add(what + " (not the same bits)", where, Double.NaN);
        }
    }

    private void add(String what, Object where, double error) {
        if (counts.merge(what, 1, Integer::sum) <= KEPT_OF_A_KIND) {
            failures.add(new CheckReport.Failure(what, where.toString(), error));
        }
    }

    static double relativeError(double[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        double off = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            off += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return norm == 0 ? Math.sqrt(off) : Math.sqrt(off / norm);
    }

    CheckReport report(double seconds, SortedMap<String, Double> steps) {
        return new CheckReport(comparisons, counts, failures, seconds, steps);
    }
}
