package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.cli.Json;
import org.espalier.cli.TextTable;
import org.espalier.rnndynamics.cell.Kink;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.Stability;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;

/**
 * What {@code espalier fixed-points} tells, as tables and as JSON.
 *
 * @param inputs {@code [inputs given][inputs]}: the constant inputs, in their order
 */
record FixedPointsOutput(FixedPoints found, StabilityOptions stability, List<double[]> inputs) {
    private static final int SHOWN = 20;

    Map<String, Object> json(boolean sensitivity) {
        List<Object> points = found.points().stream().<Object>map(this::point).toList();
        Map<String, Object> result = Json.object("starts", found.starts(), "fixed", found.count(PointClass.FIXED), "slow",
            found.count(PointClass.SLOW), "not_converged", found.count(PointClass.NOT_CONVERGED), "q_tolerance",
            found.options().qTolerance(), "unique_distance", found.options().uniqueDistance(), "neutral_band",
            stability.neutral(), "kink_band", stability.kink(), "seconds", found.seconds(), "points", points, "start_end",
            found.ends());
        if (sensitivity) {
            result.put("sensitivity", found.sensitivity().stream().map(row -> Json.object("q_tolerance", row.qTolerance(),
                "unique_distance", row.uniqueDistance(), "fixed", row.fixed(), "slow", row.slow(), "not_converged",
                row.notConverged(), "below", row.below())).toList());
        }
        return result;
    }

    private Map<String, Object> point(FixedPoint p) {
        boolean known = known(p);
        Stability s = p.stability();
        return Json.object("class", p.found().label(), "q", p.q(), "unstable", known ? p.unstable() : null, "neutral",
            known ? p.neutral() : null, "stable", known ? p.stable() : null, "starts", p.starts(), "state", p.state(),
            "input", p.input(), "input_index", inputIndex(p), "eigenvalues", pairs(p.eigenvalues()), "kink",
            s.kinks().stream().map(Kink::unit).toList(), "repels", s.onKink() ? s.repels() : null, "all_sides", s.onKink()
                ? s.complete() : null, "one_sided", s.sides().stream().map(side -> Json.object("sides", side.sides(), "unstable",
                    side.unstable(), "neutral", side.neutral(), "repels", side.repels(), "eigenvalues",
                    pairs(side.eigenvalues()))).toList());
    }

    private static List<List<Double>> pairs(List<Eigenvalue> eigenvalues) {
        return eigenvalues.stream().map(e -> List.of(e.re(), e.im())).toList();
    }

    private static boolean known(FixedPoint p) {
        return !p.eigenvalues().isEmpty();
    }

    /** Its place among the inputs given. */
    int inputIndex(FixedPoint p) {
        for (int i = 0; i < inputs.size(); i++) {
            if (Arrays.equals(inputs.get(i), p.input())) {
                return i;
            }
        }
        throw new IllegalStateException("a point's input is none of those given");
    }

    /** The first points. */
    TextTable table() {
        boolean several = inputs.size() > 1;
        boolean kinks = found.points().stream().anyMatch(p -> p.stability().onKink());
        TextTable table = new TextTable();
        List<String> head = new ArrayList<>(List.of("class", "q", "unstable", "neutral", "greatest |eigenvalue|", "starts"));
        if (several) {
            head.add(0, "input");
        }
        if (kinks) {
            head.add("kink");
        }
        table.row(head.toArray(String[]::new));
        for (FixedPoint p : found.points().stream().limit(SHOWN).toList()) {
            List<String> row = new ArrayList<>(List.of(p.found().label(), String.format(Locale.ROOT, "%.2e", p.q()),
                known(p) ? Integer.toString(p.unstable()) : "-", known(p) ? Integer.toString(p.neutral()) : "-",
                known(p) ? modulus(p.eigenvalues()) : "-", Integer.toString(p.starts())));
            if (several) {
                row.add(0, Integer.toString(inputIndex(p)));
            }
            if (kinks) {
                row.add(p.stability().onKink() ? kink(p.stability()) : "");
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String modulus(List<Eigenvalue> eigenvalues) {
        return String.format(Locale.ROOT, "%.6f", eigenvalues.get(0).modulus());
    }

    /** Of one kink both sides; of several how many sides there are. */
    private static String kink(Stability s) {
        String verdict = s.repels() ? "; repels" : s.stable() ? "; stable on all sides" : "";
        if (s.kinks().size() == 1) {
            return "unit " + s.kinks().get(0).unit() + ": " + String.join(", ", s.sides().stream()
                .map(side -> String.format(Locale.ROOT, "%.3f %s", side.eigenvalues().get(0).modulus(),
                    side.above().get(0) ? "above" : "below")).toList()) + verdict;
        }
        return s.kinks().size() + " units, " + s.sides().size() + " of 2^" + s.kinks().size() + " sides" + verdict;
    }

    /** Counts over tolerances. "Any, q below": what a search without certificates would call fixed points. */
    TextTable sensitivityTable() {
        TextTable table = new TextTable();
        table.row("unique beyond", "q below", "fixed", "slow", "not converged", "any, q below");
        for (FixedPoints.Sensitivity row : found.sensitivity()) {
            table.row(String.format(Locale.ROOT, "%.0e", row.uniqueDistance()),
                String.format(Locale.ROOT, "%.0e", row.qTolerance()), Integer.toString(row.fixed()),
                Integer.toString(row.slow()), Integer.toString(row.notConverged()), Integer.toString(row.below()));
        }
        return table;
    }

    /** The counts, and what they hang on, in a sentence or two. */
    String summary() {
        long more = Math.max(0, found.points().size() - SHOWN);
        long stable = found.points().stream().filter(FixedPoint::stable).count();
        long neutral = found.points().stream().filter(p -> p.neutral() > 0).count();
        long kinks = found.points().stream().filter(p -> p.stability().onKink()).count();
        return String.format(Locale.ROOT, "%d starts: %d fixed (%d of them stable), %d slow, %d not converged (q below %.0e, "
            + "unique beyond %.0e) in %.2f s%s%s%s", found.starts(), found.count(PointClass.FIXED), stable,
            found.count(PointClass.SLOW), found.count(PointClass.NOT_CONVERGED), found.options().qTolerance(),
            found.options().uniqueDistance(), found.seconds(),
            neutral == 0 ? "" : String.format(Locale.ROOT, "; %d with directions that are neutral (|eigenvalue| within %.0e of 1)",
                neutral, stability.neutral()),
            kinks == 0 ? "" : "; " + kinks + " on a kink of the nonlinearity, where the unstable directions are those of the worst "
                + "side", more == 0 ? "" : "; " + more + " more points than shown");
    }
}
