package org.espalier.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.espalier.analysis.representation.Cost;
import org.espalier.analysis.representation.PermutationNull;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;

/** The values of one pair of representations, each printed when it is known. */
final class RepresentationPair {
    private static final int DIGITS = 6;
    private static final int FEW_DIGITS = 4;
    /** Expected by chance, of a similarity; of a distance, nearer than that fraction of the farthest. */
    private static final double BIAS = 0.05;
    /** What takes longer, or more memory, is said before. */
    private static final double LONG = 10;
    private static final double LARGE = 1e9;

    private final NamedRepresentation a;
    private final NamedRepresentation b;
    private final MeasureChoice choice;
    private final NullOption chance;
    private final Map<String, String> leftOut;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> undefined = new LinkedHashMap<>();
    private final Map<String, Double> byChance = new LinkedHashMap<>();
    private final Map<String, PermutationNull> nulls = new LinkedHashMap<>();

    RepresentationPair(NamedRepresentation a, NamedRepresentation b, MeasureChoice choice, NullOption chance) {
        this.a = a;
        this.b = b;
        this.choice = choice;
        this.chance = chance;
        this.leftOut = choice.leftOut(a.representation().samples(), a.representation().units(), b.representation().units());
    }

    /** NaN where it is not defined or not computed. */
    double value(RepresentationMeasure measure) {
        return values.getOrDefault(measure.id(), Double.NaN);
    }

    /**
     * Computes, the cheapest first.
     *
     * @param out where the values go; null for nowhere
     * @throws InvalidInputException if no measure could be computed at all
     */
    void compute(PrintStream out, PrintStream err) {
        Representation x = a.representation();
        Representation y = b.representation();
        List<RepresentationMeasure> computed = new ArrayList<>(choice.measures().stream()
            .filter(m -> !leftOut.containsKey(m.id())).toList());
        computed.sort(Comparator.comparingDouble(m -> cost(m).seconds()));
        if (computed.isEmpty()) {
            throw new InvalidInputException("nothing can be computed: " + leftOut.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue()).reduce((p, q) -> p + "; " + q).orElse("no measure"));
        }
        sayWhatItTakes(computed, err);
        if (out != null) {
            out.println(TextTable.printable(a.name() + " and " + b.name() + ": " + x.samples() + " samples, "
                + x.units() + " and " + y.units() + " units"));
            out.flush();
        }
        for (RepresentationMeasure measure : computed) {
            double value = compare(measure, x, y);
            if (leftOut.containsKey(measure.id())) {
                continue;
            }
            values.put(measure.id(), value);
            if (Double.isNaN(value)) {
                undefined.put(measure.id(), measure.undefinedBecause(x, y));
            } else {
                double expected = measure.expectedByChance(x, y);
                if (!Double.isNaN(expected)) {
                    byChance.put(measure.id(), expected);
                }
            }
            line(measure, out);
        }
        warnOfBias(err);
        if (chance.given()) {
            List<RepresentationMeasure> defined = choice.measures().stream()
                .filter(m -> Double.isFinite(value(m))).toList();
            List<PermutationNull> found = chance.of(defined, defined.stream().mapToDouble(this::value).toArray(), x, y);
            for (int m = 0; m < found.size(); m++) {
                nulls.put(defined.get(m).id(), found.get(m));
            }
            if (out != null) {
                nullTable(out);
            }
        }
        if (out != null) {
            sayWhatIsLeftOut(out);
            out.println();
        }
    }

    private Cost cost(RepresentationMeasure measure) {
        return measure.cost(a.representation().samples(), a.representation().units(), b.representation().units());
    }

    /** What a measure refuses is left out, with its reason. */
    private double compare(RepresentationMeasure measure, Representation x, Representation y) {
        try {
            return measure.compare(x, y);
        } catch (InvalidInputException e) {
            leftOut.put(measure.id(), e.getMessage());
        } catch (OutOfMemoryError e) {
            leftOut.put(measure.id(), "more memory than this process may use (ESPALIER_JAVA_OPTS=-Xmx...)");
        }
        return Double.NaN;
    }

    private void sayWhatItTakes(List<RepresentationMeasure> computed, PrintStream err) {
        double seconds = computed.stream().mapToDouble(m -> cost(m).seconds()).sum();
        double bytes = computed.stream().mapToDouble(m -> cost(m).bytes()).max().orElse(0);
        if (seconds * (1 + chance.draws()) > LONG || bytes > LARGE) {
            err.println("About " + MeasureChoice.needs(new Cost(seconds, bytes)) + (chance.given()
                ? ", and less for each of " + chance.draws() + " pairings at random" : "") + ".");
        }
    }

    private void line(RepresentationMeasure measure, PrintStream out) {
        if (out != null) {
            int width = choice.measures().stream().mapToInt(m -> m.id().length()).max().orElse(1);
            double value = value(measure);
            String number = Double.isFinite(value) ? Numbers.rounded(value, DIGITS) : "undefined";
            String kind = measure.kind() == RepresentationMeasure.Kind.SIMILARITY ? "similarity" : "distance";
            out.println("  " + padded(measure.id(), width) + "  " + padded(number, DIGITS + 4) + "  "
                + (Double.isFinite(value) ? kind : TextTable.printable(undefined.get(measure.id()))));
            out.flush();
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void nullTable(PrintStream out) {
        out.println("against " + chance.draws() + " pairings of the samples at random:");
        TextTable table = new TextTable("measure", "value", "by chance", "p", "calibrated");
        nulls.forEach((id, one) -> table.row(id, Numbers.rounded(values.get(id), DIGITS), rounded(one.chance()),
            Numbers.rounded(one.p(), FEW_DIGITS), rounded(one.calibrated())));
        table.print(out);
    }

    private static String rounded(double value) {
        return Double.isFinite(value) ? Numbers.rounded(value, FEW_DIGITS) : "undefined";
    }

    private void warnOfBias(PrintStream err) {
        StringJoiner biased = new StringJoiner(", ");
        for (RepresentationMeasure measure : choice.measures()) {
            Double expected = byChance.get(measure.id());
            boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
            if (expected != null && (similarity ? expected > BIAS : expected < (1 - BIAS) * Math.PI / 2)) {
                biased.add(measure.id() + " " + Numbers.rounded(expected, FEW_DIGITS - 1));
            }
        }
        if (biased.length() > 0) {
            err.println(TextTable.wrap(TextTable.printable("With samples paired at random, " + a.name() + " and " + b.name()
                + " would be expected to give: " + biased + ". Compare values with these" + (chance.given() ? "."
                    : ", or ask for --null 200.")), 110, 0));
        }
    }

    private void sayWhatIsLeftOut(PrintStream out) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        leftOut.forEach((id, why) -> byReason.computeIfAbsent(why.replace("--measure " + id, "--measure ID"),
            w -> new ArrayList<>()).add(id));
        byReason.forEach((why, ids) -> out.println(TextTable.wrap(TextTable.printable("not computed: "
            + String.join(", ", ids) + ": " + why), 110, 2)));
    }

    Map<String, Object> json() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (RepresentationMeasure measure : choice.measures()) {
            if (values.containsKey(measure.id())) {
                shown.put(measure.id(), Double.isFinite(value(measure)) ? value(measure) : null);
            }
        }
        Map<String, Object> json = Json.object("a", a.name(), "b", b.name(), "samples", a.representation().samples(), "units_a",
            a.representation().units(), "units_b", b.representation().units(), "measures", shown,
            "undefined", undefined, "left_out", leftOut, "expected_by_chance", byChance);
        if (chance.given()) {
            Map<String, Object> all = new LinkedHashMap<>();
            nulls.forEach((id, one) -> all.put(id,
                Json.object("chance", one.chance(), "p", one.p(), "calibrated", one.calibrated())));
            json.put("null", all);
        }
        return json;
    }
}
