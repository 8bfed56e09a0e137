package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;
import org.espalier.nets.NetsException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.study.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code espalier compare masks}. */
@Command(name = "masks", description = {"How many weights two masks both keep, against chance at the same densities.",
    "A mask is a safetensors file with one tensor a layer, U8 or BOOL: 1 where the weight is kept. z and p are those of the "
        + "count that both keep, were each layer's weights drawn at random (hypergeometric; p: at least as many)."})
final class CompareMasksCommand implements Callable<Integer> {
    /** A probability that no double is small enough for. */
    private static final String UNDERFLOWED = "<1e−300";
    private static final int DIGITS = 4;

    private final Streams streams;

    @Parameters(index = "0", paramLabel = "A.safetensors", description = "One mask.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.safetensors", description = "The other.")
    private Path second;

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    CompareMasksCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        figure.check();
        Mask a = MaskFile.read(first);
        Mask b = MaskFile.read(second);
        MaskOverlap overlap;
        try {
            overlap = MaskOverlap.of(a, b);
        } catch (NetsException e) {
            throw new InvalidInputException(first + " and " + second + " are no masks of one network: " + e.getMessage(), e);
        }
        if (figure.given()) {
            figure.write(MaskOverlapFigure.of(overlap));
        }
        if (json.given()) {
            Json.print(Json.object("layers", overlap.layers().stream().map(CompareMasksCommand::object).toList(), "total",
                object(overlap.total())), streams.out());
        } else {
            TextTable table = new TextTable("layer", "weights", "density a", "density b", "both", "jaccard", "by chance",
                "dice", "overlap", "z", "p");
            List<MaskOverlap.Overlap> rows = new ArrayList<>(overlap.layers());
            rows.add(overlap.total());
            rows.forEach(o -> table.row(o.name(), o.size(), text(o.densityA()), text(o.densityB()), o.both(),
                text(o.jaccard()), text(o.expectedJaccard()), text(o.dice()), text(o.overlapCoefficient()), text(o.z()),
                o.p() == 0 ? UNDERFLOWED : text(o.p())));
            table.print(streams.out());
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> object(MaskOverlap.Overlap o) {
        return Json.object("name", o.name(), "size", o.size(), "density_a", o.densityA(), "density_b", o.densityB(),
            "jaccard", o.jaccard(), "expected_jaccard", o.expectedJaccard(), "z", o.z(), "p", o.p());
    }

    private static String text(double value) {
        return Numbers.rounded(value, DIGITS);
    }
}
