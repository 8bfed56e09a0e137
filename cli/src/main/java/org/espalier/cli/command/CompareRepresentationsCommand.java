package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.nets.engine.MatrixProduct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier compare representations}. */
@Command(name = "representations", description = {"How alike representations of the same samples are, pair by pair.",
    "A representation is an array [samples, units] in a .npy, .npz, .safetensors or PyTorch file; the samples are the same, in "
        + "the same order, in all files. [trials, time, units] has the steps of its trials as samples. Of two files with "
        + "several arrays, all of one are compared with all of the other; of one file, or of more than two, all with all.",
    "Without --measure those are computed that take little time and memory for any number of samples; "
        + "espalier list measures says which."})
final class CompareRepresentationsCommand implements Callable<Integer> {
    /** Bytes of files whose products are worth the engine. */
    private static final long LARGE = 4_000_000;

    private final Streams streams;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with two representations or more.")
    private List<Path> files;

    @Option(names = "--measure", paramLabel = "M", split = ",",
        description = "A measure, such as cka, shape-0.5 or rsa-cosine-spearman; can be repeated (default: the quick ones).")
    private List<String> chosen = new ArrayList<>();

    @Option(names = "--all", description = "Every measure: also those that take time and memory with the square of the samples.")
    private boolean all;

    @Option(names = "--set", paramLabel = "key=value",
        description = "A measure's setting: variance or directions (svcca), bandwidth (cka-rbf), neighbours (knn), "
            + "batch (cka-minibatch), delays, rank or starts (dsa).")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private ActivationOptions activations;

    @Mixin
    private NullOption chance;

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    CompareRepresentationsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        figure.check();
        MeasureChoice choice = MeasureChoice.of(chosen, all, settings);
        if (figure.given() && choice.measures().size() != 1) {
            throw new InvalidInputException("--figure draws a heat map of one measure; expected one --measure, found "
                + (chosen.isEmpty() ? "none" : choice.measures().size() + ": "
                    + String.join(", ", choice.measures().stream().map(RepresentationMeasure::id).toList())));
        }
        if (files.stream().mapToLong(file -> file.toFile().length()).sum() > LARGE) {
            Thread engine = new Thread(CompareRepresentationsCommand::loadEngine, "engine");
            engine.setDaemon(true);
            engine.start();
        }
        List<List<NamedRepresentation>> byFile = activations.read(files,
            note -> streams.err().println(TextTable.printable(note)));
        List<NamedRepresentation> read = byFile.stream().flatMap(List::stream).toList();
        if (read.size() < 2) {
            throw new InvalidInputException(files.get(0) + " holds one representation, expected two or more to compare: name "
                + "another file");
        }
        boolean sameSamples = choice.measures().stream().anyMatch(RepresentationMeasure::sameSamples);
        for (NamedRepresentation one : sameSamples ? read : List.<NamedRepresentation>of()) {
            int samples = one.representation().samples();
            if (samples != read.get(0).representation().samples()) {
                throw new InvalidInputException(one.name() + " has " + samples + " samples and " + read.get(0).name() + " has "
                    + read.get(0).representation().samples() + "; expected the same samples in the same order");
            }
        }
        boolean ordered = choice.measures().stream().anyMatch(RepresentationMeasure::ordered);
        read.forEach(one -> chance.check(one.representation(), ordered));
        // Of two networks: the layers of one against those of the other. A file named twice is two.
        boolean across = files.size() == 2 && read.size() > 2;
        List<NamedRepresentation> rows = across ? byFile.get(0) : read;
        List<NamedRepresentation> columns = across ? byFile.get(1) : read;
        List<Object> pairs = new ArrayList<>();
        double[][] heat = new double[rows.size()][columns.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = across ? 0 : i + 1; j < columns.size(); j++) {
                RepresentationPair pair = new RepresentationPair(rows.get(i), columns.get(j), choice, chance);
                pair.compute(json.given() ? null : streams.out(), streams.err());
                pairs.add(pair.json());
                heat[i][j] = pair.value(choice.measures().get(0));
                if (!across) {
                    heat[j][i] = heat[i][j];
                }
            }
        }
        if (figure.given()) {
            RepresentationMeasure measure = choice.measures().get(0);
            for (int i = 0; i < (across ? 0 : heat.length); i++) {
                heat[i][i] = measure.compare(read.get(i).representation(), read.get(i).representation());
            }
            figure.write(SimilarityFigure.of(measure, rows, columns, heat));
        }
        if (json.given()) {
            Json.print(Json.object("pairs", pairs), streams.out());
        }
        return ExitCode.DONE;
    }

    /** Beside reading the files: it takes longer. */
    private static void loadEngine() {
        try {
            MatrixProduct.multiply(new double[1], 1, 1, new double[1], 1);
        } catch (InvalidInputException e) {
            return; // what needs the engine will say so
        }
    }
}
