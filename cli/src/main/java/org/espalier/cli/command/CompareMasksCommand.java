package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.analysis.subnetwork.MatchedOverlap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;
import org.espalier.nets.arrays.WeightLayout;
import org.espalier.nets.mask.MaskReader;
import org.espalier.nets.mask.MaskReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier compare masks}. */
@Command(name = "masks", description = {"How many weights masks both keep, pair by pair, against chance at the same densities.",
    "A mask is a file (.npz, .safetensors, PyTorch's .pt) with one array of 0 and 1 a layer, 1 where the weight is kept; or the "
        + "NAME_mask of torch.nn.utils.prune; or a pruned checkpoint, whose weights that are not 0 are kept. z and p are those of "
        + "the count that both keep, were each layer's weights drawn at random (hypergeometric; p: at least as many).",
    "Hidden units have no numbers of their own: of networks from different initial weights compare masks after matching the "
        + "units, by giving the weights."})
final class CompareMasksCommand implements Callable<Integer> {
    /** A probability that no double is small enough for. */
    private static final String UNDERFLOWED = "<1e−300";
    private static final int DIGITS = 4;
    private static final int LEAST_DRAWS = 2;

    private final Streams streams;

    @Parameters(arity = "2..*", paramLabel = "FILE", description = "Two masks or more.")
    private List<Path> files;

    @Option(names = "--weights-a", paramLabel = "FILE", description = "Weights of the first network, to match its hidden units.")
    private Path weightsA;

    @Option(names = "--weights-b", paramLabel = "FILE", description = "Weights of the second network.")
    private Path weightsB;

    @Option(names = "--weights", paramLabel = "FILE", split = ",", description = "Of more than two networks: the "
        + "weights of each, in the order of the masks; repeated, or with commas.")
    private List<Path> weights = new ArrayList<>();

    @Option(names = "--null", paramLabel = "N", description = "Draws of networks that have nothing in common but what each input "
        + "is worth, matched in the same way (default: ${DEFAULT-VALUE}).", defaultValue = "19")
    private int draws;

    @Option(names = "--layout", paramLabel = "L", defaultValue = "torch",
        description = "Order of a weight's axes in all files: torch [out, in], keras [in, out] and [height, width, in, out] "
            + "(default: ${DEFAULT-VALUE}).")
    private String layout;

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    CompareMasksCommand(Streams streams) {
        this.streams = streams;
    }

    /** Two masks compared. @param matched null where the units were not matched */
    private record Pair(String a, String b, MaskOverlap overlap, MatchedOverlap matched) {}

    @Override
    public Integer call() {
        figure.check();
        if (draws < LEAST_DRAWS) {
            throw new InvalidInputException("--null is " + draws + ", expected at least " + LEAST_DRAWS + " draws");
        }
        List<Path> ofWeights = weights();
        WeightLayout axes = ActivationOptions.word("--layout", layout, WeightLayout.values());
        List<FileMask> masks = FileMask.underCommonNames(files.stream().map(file -> read(file, axes)).toList(), this::say);
        List<Map<String, float[]>> values = new ArrayList<>();
        for (int i = 0; i < ofWeights.size(); i++) {
            values.add(MaskWeights.read(ofWeights.get(i), axes, masks.get(i)));
        }
        if (values.isEmpty()) {
            streams.err().println("Units are compared by their numbers. Networks from different initial weights number them by "
                + "chance: give the weights (--weights-a, --weights-b) to match hidden units first.");
        }
        List<Pair> pairs = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        double[][] heat = new double[masks.size()][masks.size()];
        for (int i = 0; i < masks.size(); i++) {
            heat[i][i] = 1;
            for (int j = i + 1; j < masks.size(); j++) {
                heat[i][j] = Double.NaN;
                heat[j][i] = Double.NaN;
                Pair pair;
                try {
                    pair = compare(masks.get(i), masks.get(j), values.isEmpty() ? List.of() : List.of(values.get(i),
                        values.get(j)));
                } catch (InvalidInputException e) {
                    refused.add(e.getMessage());
                    continue;
                }
                pairs.add(pair);
                heat[i][j] = pair.matched() == null ? pair.overlap().total().jaccard() : pair.matched().total().jaccard();
                heat[j][i] = heat[i][j];
                if (!json.given()) {
                    show(pair);
                }
            }
        }
        if (pairs.isEmpty()) {
            throw refusal(refused);
        }
        if (figure.given()) {
            figure.write(files.size() == 2 ? MaskOverlapFigure.of(pairs.get(0).overlap(), pairs.get(0).matched())
                : MaskOverlapFigure.ofPairs(files.stream().map(Path::toString).toList(), heat, !values.isEmpty()));
        }
        if (json.given()) {
            Json.print(files.size() == 2 ? object(pairs.get(0)) : Json.object("pairs", pairs.stream().map(pair -> {
                Map<String, Object> named = Json.object("a", pair.a(), "b", pair.b());
                named.putAll(object(pair));
                return named;
            }).toList()), streams.out());
        }
        if (!refused.isEmpty()) {
            throw refusal(refused);
        }
        return ExitCode.DONE;
    }

    /** Of the pairs that could not be compared; the others have been. */
    private static InvalidInputException refusal(List<String> pairs) {
        return new InvalidInputException(String.join("; ", pairs.stream().map(pair -> pair.replaceFirst("\\.$", "")).toList()));
    }

    private void say(String note) {
        streams.err().println(TextTable.printable(note));
    }

    private FileMask read(Path file, WeightLayout axes) {
        MaskReading reading = MaskReader.read(file, axes);
        reading.notes().forEach(this::say);
        return new FileMask(file, reading.mask());
    }

    /** None, or one a mask. */
    private List<Path> weights() {
        if (weightsA == null && weightsB == null) {
            if (!weights.isEmpty() && weights.size() != files.size()) {
                throw new InvalidInputException("--weights: " + weights.size() + " files for " + files.size()
                    + " masks, expected one for each, in their order");
            }
            return weights;
        }
        if (weightsA == null || weightsB == null || files.size() != 2 || !weights.isEmpty()) {
            throw new InvalidInputException("--weights-a and --weights-b go together, with two masks; of more give --weights for "
                + "each");
        }
        return List.of(weightsA, weightsB);
    }

    /** @param values the weights of both; empty to compare units by their numbers */
    private Pair compare(FileMask a, FileMask b, List<Map<String, float[]>> values) {
        String files = a.file() + " and " + b.file();
        MaskOverlap overlap;
        try {
            overlap = MaskOverlap.of(a.mask(), b.mask());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(files + " are no masks of one network: " + e.getMessage(), e);
        }
        try {
            return new Pair(a.file().toString(), b.file().toString(), overlap, values.isEmpty() ? null
                : MatchedOverlap.of(a.mask(), values.get(0), b.mask(), values.get(1), draws,
                    RandomStreams.of(0).stream("matching/null")));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(files + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> object(Pair pair) {
        List<Object> layers = new ArrayList<>();
        for (MaskOverlap.Overlap layer : pair.overlap().layers()) {
            layers.add(object(layer, pair.matched() == null ? null : pair.matched().of(layer.name())));
        }
        Map<String, Object> object = Json.object("layers", layers, "total",
            object(pair.overlap().total(), pair.matched() == null ? null : pair.matched().total()));
        if (pair.matched() != null) {
            object.put("similarity_of_weights", pair.matched().matching().similarity());
        }
        return object;
    }

    private static Map<String, Object> object(MaskOverlap.Overlap o, MatchedOverlap.Chance matched) {
        Map<String, Object> object = Json.object("name", o.name(), "size", o.size(), "density_a", o.densityA(), "density_b",
            o.densityB(), "jaccard", o.jaccard(), "expected_jaccard", o.expectedJaccard(), "z", o.z(), "p", o.p());
        if (matched != null) {
            object.put("matched", Json.object("jaccard", matched.jaccard(), "expected_jaccard", matched.expected(), "z",
                matched.z(), "p", matched.p(), "draws", matched.draws()));
        }
        return object;
    }

    private void show(Pair pair) {
        if (files.size() > 2) {
            streams.out().println(TextTable.printable(pair.a() + " and " + pair.b()));
        }
        List<String> columns = new ArrayList<>(List.of("layer", "weights", "density a", "density b", "both", "jaccard",
            "by chance", "dice", "overlap", "z", "p"));
        if (pair.matched() != null) {
            columns.addAll(List.of("matched", "by chance", "z", "p"));
        }
        TextTable table = new TextTable(columns.toArray(String[]::new));
        for (MaskOverlap.Overlap o : pair.overlap().layers()) {
            row(table, o, pair.matched() == null ? null : pair.matched().of(o.name()));
        }
        row(table, pair.overlap().total(), pair.matched() == null ? null : pair.matched().total());
        table.print(streams.out());
        if (files.size() > 2) {
            streams.out().println();
        }
        streams.out().flush();
    }

    private static void row(TextTable table, MaskOverlap.Overlap o, MatchedOverlap.Chance matched) {
        List<Object> cells = new ArrayList<>(List.of(o.name(), o.size(), text(o.densityA()), text(o.densityB()), o.both(),
            text(o.jaccard()), text(o.expectedJaccard()), text(o.dice()), text(o.overlapCoefficient()), text(o.z()),
            o.p() == 0 ? UNDERFLOWED : text(o.p())));
        if (matched != null) {
            cells.addAll(List.of(text(matched.jaccard()), text(matched.expected()), text(matched.z()), text(matched.p())));
        }
        table.row(cells.toArray());
    }

    private static String text(double value) {
        return Numbers.rounded(value, DIGITS);
    }
}
