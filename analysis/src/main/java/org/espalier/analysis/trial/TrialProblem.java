package org.espalier.analysis.trial;

import org.espalier.nets.RandomSource;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.DownloadProgress;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.method.Problem;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/** Turns the parameters of a trial into the {@link Problem} that it solves: its network, its initial weights, its images. */
public final class TrialProblem {
    static final String SCALED = "scaled";
    static final String DROPOUT = "dropout";

    private TrialProblem() { }

    /**
     * Reads the parameters {@code dataset, validation_images, train_images, architecture, width, init} and, where a study has
     * them, {@code scaled} and {@code dropout}. The split comes from the stream {@code split}; images are standardised by the
     * training images' mean and deviation.
     *
     * @throws InvalidInputException if the trial was planned for other data than this version reads
     * @throws org.espalier.nets.NetsException if the data set is missing or a name is unknown
     */
    public static Problem of(Trial trial, TrialContext context, RandomSource random) {
        Parameters p = trial.parameters();
        DataSet dataSet = DataSets.named(p.text("dataset"));
        String planned = trial.data().get(dataSet.name());
        if (!dataSet.checksum().equals(planned)) {
            throw new InvalidInputException("trial " + trial.id() + " was planned for " + dataSet.name()
                + " with checksum " + planned + ", but this version reads " + dataSet.checksum());
        }
        DataLocator locator = DataLocator.standard(context.dataDirectory(), System.getenv(), DownloadProgress.SILENT);
        int limit = (int) p.integer("train_images");
        DataSplit raw = DataSplit.of(LoadedData.of(dataSet, locator), (int) p.integer("validation_images"),
            limit == 0 ? Integer.MAX_VALUE : limit, random.stream("split"));
        DataSplit data = Standardisation.fit(raw.train()).apply(raw);
        return new Problem(Architectures.named(p.text("architecture")),
            new Architecture.Options(p.number("width"), false, false, p.has(DROPOUT) ? p.number(DROPOUT) : 0), data,
            Initialisation.named(p.text("init")), p.has(SCALED) && p.flag(SCALED));
    }
}
