package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier compare representations}. */
@Command(name = "representations", description = {"How alike representations of the same samples are, pair by pair.",
    "A representation is a .npy file of shape [samples, units]; the samples are the same, in the same order, in all files. "
        + "The measures: espalier list measures."})
final class CompareRepresentationsCommand implements Callable<Integer> {
    private static final int DIGITS = 6;

    private final Streams streams;

    @Parameters(arity = "2..*", paramLabel = "FILE.npy", description = "Two representations or more.")
    private List<Path> files;

    @Option(names = "--measure", paramLabel = "M", split = ",",
        description = "A measure, such as cka, shape-0.5 or rsa-cosine-spearman; can be repeated (default: all).")
    private List<String> chosen = new ArrayList<>();

    @Option(names = "--set", paramLabel = "key=value",
        description = "A measure's setting: variance or directions (svcca), bandwidth (cka-rbf), neighbours (knn), "
            + "batch (cka-minibatch), delays, rank or starts (dsa).")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    CompareRepresentationsCommand(Streams streams) {
        this.streams = streams;
    }

    private record Named(Path file, Representation representation) { }

    @Override
    public Integer call() {
        figure.check();
        List<RepresentationMeasure> measures = measures();
        if (figure.given() && measures.size() != 1) {
            throw new InvalidInputException("--figure draws a heat map of one measure; expected one --measure, found "
                + (chosen.isEmpty() ? "none" : measures.size() + ": "
                    + String.join(", ", measures.stream().map(RepresentationMeasure::id).toList())));
        }
        List<Named> all = new ArrayList<>();
        for (Path file : files) {
            all.add(read(file));
            if (all.get(0).representation().samples() != all.get(all.size() - 1).representation().samples()) {
                throw new InvalidInputException(file + " has " + all.get(all.size() - 1).representation().samples()
                    + " samples and " + files.get(0) + " has " + all.get(0).representation().samples()
                    + "; expected the same samples in the same order");
            }
        }
        List<Object> pairs = new ArrayList<>();
        double[][] heat = new double[all.size()][all.size()];
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                double[] values = compare(all.get(i), all.get(j), measures);
                show(all.get(i), all.get(j), measures, values, pairs);
                heat[i][j] = values[0];
                heat[j][i] = values[0];
            }
        }
        if (figure.given()) {
            for (int i = 0; i < heat.length; i++) {
                heat[i][i] = compare(all.get(i), all.get(i), measures)[0];
            }
            figure.write(SimilarityFigure.of(measures.get(0), files, heat));
        }
        if (json.given()) {
            Json.print(Json.object("pairs", pairs), streams.out());
        }
        return ExitCode.DONE;
    }

    /** Those named, or all; each with what was set. */
    private List<RepresentationMeasure> measures() {
        List<RepresentationMeasure> measures = new ArrayList<>(chosen.isEmpty() ? RepresentationMeasures.all()
            : new LinkedHashSet<>(chosen).stream().map(RepresentationMeasures::named).toList());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException("--set " + setting + ": expected key=value");
            }
            String key = setting.substring(0, equals);
            double value = number(setting, setting.substring(equals + 1));
            Set<String> known = new LinkedHashSet<>();
            boolean used = false;
            for (int i = 0; i < measures.size(); i++) {
                List<String> keys = measures.get(i).settings().stream().map(RepresentationMeasure.Setting::key).toList();
                known.addAll(keys);
                if (keys.contains(key)) {
                    measures.set(i, measures.get(i).with(key, value));
                    used = true;
                }
            }
            if (!used) {
                throw new InvalidInputException(known.isEmpty() ? "--set " + setting + ": the chosen measures have no settings"
                    : Nearest.unknown("setting", key, List.copyOf(known)));
            }
        }
        return measures;
    }

    private static double number(String setting, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--set " + setting + ": expected a number", e);
        }
    }

    private static Named read(Path file) {
        NpyArray array = Npy.read(file);
        long[] shape = array.shape();
        if (shape.length != 2) {
            throw new InvalidInputException(file + " has the shape " + Arrays.toString(shape)
                + "; expected [samples, units], two lengths");
        }
        try {
            return new Named(file, new Representation((int) Math.min(Integer.MAX_VALUE, shape[0]),
                (int) Math.min(Integer.MAX_VALUE, shape[1]), array.doubles()));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }

    /** The pair's values, one a measure. */
    private static double[] compare(Named a, Named b, List<RepresentationMeasure> measures) {
        return measures.stream().mapToDouble(measure -> measure.compare(a.representation(), b.representation())).toArray();
    }

    /** Prints or keeps the pair's values. */
    private void show(Named a, Named b, List<RepresentationMeasure> measures, double[] compared, List<Object> pairs) {
        Representation x = a.representation();
        Representation y = b.representation();
        Map<String, Object> values = new LinkedHashMap<>();
        TextTable table = new TextTable("measure", "value", "kind");
        for (int m = 0; m < compared.length; m++) {
            RepresentationMeasure measure = measures.get(m);
            double value = compared[m];
            values.put(measure.id(), Double.isFinite(value) ? value : null);
            table.row(measure.id(), Double.isFinite(value) ? Numbers.rounded(value, DIGITS) : "undefined",
                measure.kind() == RepresentationMeasure.Kind.SIMILARITY ? "similarity" : "distance");
        }
        pairs.add(Json.object("a", a.file().toString(), "b", b.file().toString(), "samples", x.samples(), "units_a",
            x.units(), "units_b", y.units(), "measures", values));
        if (x.units() + y.units() >= x.samples()) {
            streams.err().println(TextTable.printable(a.file() + " and " + b.file() + " have " + (x.units() + y.units())
                + " units but only " + x.samples() + " samples: cca, r2-cca, svcca, pwcca and cka are high for any two such "
                + "representations; cka-debiased is not."));
        }
        if (!json.given()) {
            streams.out().println(TextTable.printable(a.file() + " and " + b.file() + ": " + x.samples() + " samples, "
                + x.units() + " and " + y.units() + " units"));
            table.print(streams.out());
            streams.out().println();
        }
    }
}
