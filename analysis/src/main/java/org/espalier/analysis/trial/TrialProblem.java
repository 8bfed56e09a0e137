package org.espalier.analysis.trial;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.DownloadProgress;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.nets.data.RandomLabels;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.StartingNetwork;
import org.espalier.nets.reference.Brought;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/** Turns the parameters of a trial into the {@link Problem} that it solves: its network, its initial weights, its images. */
public final class TrialProblem {
    static final String SCALED = "scaled";
    static final String DROPOUT = "dropout";
    static final String RANDOM_LABELS = "random_labels";
    static final String PIXELS = "pixels";

    private TrialProblem() {}

    /**
     * A problem and how its images became what they are.
     *
     * @param problem         its images are standardised
     * @param standardisation what they went through last
     */
    public record Posed(Problem problem, Standardisation standardisation) {}

    /**
     * Reads the parameters {@code dataset, validation_images, train_images, architecture, width, init} and, where a study has
     * them, {@code scaled}, {@code dropout}, {@code random_labels}, {@code pixels} and {@code start}. The split comes from the stream
     * {@code split}, random labels from {@code random-labels}; images are standardised by the training images' mean and
     * deviation (of an imported network, by what its images go through), after they were corrupted.
     *
     * @throws InvalidInputException if the trial was planned for other data than this version reads
     * @throws org.espalier.base.InvalidInputException if the data set is missing or a name is unknown
     */
    public static Problem of(Trial trial, TrialContext context, RandomStreams random) {
        return posed(trial, context, random).problem();
    }

    /** As {@link #of}, with the standardisation of its images. */
    public static Posed posed(Trial trial, TrialContext context, RandomStreams random) {
        context.runs().ifPresent(Brought::open);
        Parameters p = trial.parameters();
        DataSplit shown = shown(trial, context.dataDirectory(), random);
        Architecture architecture = Architectures.named(p.text("architecture"));
        Standardisation standardisation = standardisation(architecture, shown);
        return new Posed(new Problem(architecture,
            new Architecture.Options(p.number("width"), false, false, p.has(DROPOUT) ? p.number(DROPOUT) : 0),
            standardisation.apply(shown), Initialisation.named(p.text("init")), p.has(SCALED) && p.flag(SCALED),
            p.has(StartingPoint.START) ? Optional.of(StartingNetwork.read(p.text(StartingPoint.START))) : Optional.empty()),
            standardisation);
    }

    /** A network trained elsewhere sees its images as it did there. */
    private static Standardisation standardisation(Architecture architecture, DataSplit shown) {
        return architecture instanceof LayerArchitecture own && own.network().normalisation().isPresent()
            ? own.network().normalisation().get() : Standardisation.fit(shown.train());
    }

    /** The images of a trial before they are standardised, values 0..1: what the trial itself saw. */
    public static DataSplit shown(Trial trial, Optional<Path> dataDirectory, RandomStreams random) {
        Parameters p = trial.parameters();
        DataSet dataSet = DataSets.named(p.text("dataset"));
        String planned = trial.data().get(dataSet.name());
        if (!dataSet.checksum().equals(planned)) {
            throw new InvalidInputException("trial " + trial.id() + " was planned for " + dataSet.name()
                + " with checksum " + planned + ", but this version reads " + dataSet.checksum());
        }
        DataLocator locator = DataLocator.standard(dataDirectory, System.getenv(), DownloadProgress.SILENT);
        int limit = (int) p.integer("train_images");
        DataSplit raw = DataSplit.of(LoadedData.of(dataSet, locator), (int) p.integer("validation_images"),
            limit == 0 ? Integer.MAX_VALUE : limit, random.stream("split"));
        return corrupted(raw, p, random);
    }

    private static DataSplit corrupted(DataSplit split, Parameters p, RandomStreams random) {
        DataSplit labelled = p.has(RANDOM_LABELS)
            ? RandomLabels.of(split, p.number(RANDOM_LABELS), random.stream("random-labels")) : split;
        return p.has(PIXELS) ? PixelCorruption.named(p.text(PIXELS)).apply(labelled, random) : labelled;
    }
}
