package org.espalier.analysis.individual;

import static org.espalier.analysis.individual.IndividualGrid.DENSE;
import static org.espalier.analysis.individual.IndividualGrid.TEST_DROPOUT;
import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.espalier.analysis.Papers;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.trial.KeptWeights;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.study.Trial;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.JudgedClaim;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.Threshold;
import org.espalier.study.spec.TrialKind;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code analysis/individual-differences}: how much do networks differ that differ only in their seed?
 *
 * <p>The claims are what Mehrer et al. 2020 say that this study can test, fixed before any run. The last hidden layer is the last
 * before the outputs, which training ties to the labels. A tenth of shared variance is the smallest effect of interest: the paper's
 * first layer shares about all of it and its upper layers fall to 0.44 (remembered, not verified) in networks eight times as wide.
 * Where the paper gives no number the direction alone is tested. Effects are pseudo-values of pairs, so their intervals, and those of
 * the figures, are over networks.
 */
public final class IndividualStudy extends DeclaredStudy {
    /** Reading the images, the distances of a network, and its share in the pairs. */
    private static final double NETWORK_SECONDS = 3;
    private static final double SAMPLE_SECONDS = 1;
    private static final String BANDS = " Lines are means over pairs of networks, bands 95 % intervals over networks (jackknife).";
    private static final String CONSISTENCY = "consistency";
    private static final Threshold TENTH = exceeds(0.1,
        "a tenth of the variance: the smallest difference of interest; the paper's is several times as large");
    private static final Threshold DIRECTION = positive("the direction alone");
    private static final String DEPTH = "Networks that differ only in their initial weights represent images less alike";

    private static final TrialKind COMPARING = TrialKind.of(ConsistencyTrial::run, trial -> trial.startsFrom().size()
        * (NETWORK_SECONDS + (trial.parameters().number(TEST_DROPOUT) > 0
            ? SAMPLE_SECONDS * trial.parameters().integer(IndividualGrid.SAMPLES)
            : 0)), MethodTrial::libraries).withoutDiverged();
    private static final TrialKind TRAINING = TrialKind.of((trial, context) -> MethodTrial.run(trial, context,
        SubnetworkMethods.named(trial.parameters().text("method")), new ShownLater(trial)), MethodTrial::estimateSeconds,
        MethodTrial::libraries);

    public IndividualStudy() {
        super(StudySpec.of("analysis/individual-differences", 1)
            .asks("How differently do networks represent images that differ only in their random numbers, and what makes them alike?")
            .how("Networks of one kind are trained that differ in their seed alone. Each is shown as many test images of each class; "
                + "in each layer the dissimilarity of two images is 1 minus the correlation of their activations, and two networks are "
                + "as alike as the squared correlation of their dissimilarities: the variance they share (Mehrer et al. 2020). The same "
                + "for images of one class and for the centroids of classes. Networks are dense or found by a method, trained with and "
                + "without dropout; dense ones trained with it are also shown the images with it, as the mean of several passes. "
                + "Intervals over networks are those of the jackknife over pairs. Deviations from the paper: a seed changes the split "
                + "and the order of the images too; Fashion-MNIST and All-CNN-C of an eighth of its width in quick and standard; Adam, "
                + "short training, no augmentation; dropout after the strided convolutions, none of the images.")
            .after(Papers.MEHRER)
            .plans(new IndividualGrid())
            .runs(TRAINING.unless(p -> p.has(TEST_DROPOUT), COMPARING))

            .claim("consistency-falls-with-depth", "results", DEPTH + " the deeper the layer.",
                "shared variance of dissimilarity matrices of dense networks without dropout, first layer minus last hidden layer",
                TENTH, ofLayers((r, layers) -> List.of(value(plain(r), CONSISTENCY, first(layers))
                    .minus(value(plain(r), CONSISTENCY, last(layers))))))
            .claim("exemplars-differ-more-than-centroids", "results",
                "The differences lie in how images of a class are arranged, not in where the classes are.",
                "shared variance of the distances between class centroids minus that of the distances between images of one class; "
                    + "last hidden layer, dense, without dropout", TENTH,
                ofLayers((r, layers) -> List.of(value(plain(r), "centroid_consistency", last(layers))
                    .minus(value(plain(r), "within_class_consistency", last(layers))))))
            .claim("dropout-in-training-raises-consistency", "results", "Networks trained with dropout represent images more alike.",
                "shared variance in the last hidden layer of dense networks trained with dropout minus that of networks trained "
                    + "without", DIRECTION, ofLayers((r, layers) -> rates(dense(r)).stream()
                        .map(rate -> againstPlain(r, trained(dense(r), rate, 0.0), last(layers))).toList()))
            .claim("dropout-in-training-and-test-raises-consistency", "results",
                "Networks trained and shown images with the same dropout represent them more alike.",
                "shared variance in the last hidden layer of dense networks with dropout in training and test minus that of networks "
                    + "without", DIRECTION, ofLayers((r, layers) -> rates(dense(r)).stream()
                        .map(rate -> againstPlain(r, trained(dense(r), rate, rate), last(layers))).toList()))
            .claim("dropout-leaves-differences", "results", "Dropout does not remove the differences between networks.",
                "variance that dense networks trained with dropout do not share in the last hidden layer; every rate of dropout in "
                    + "the test", TENTH, ofLayers(IndividualStudy::unshared))
            .claim("selected-subnetworks-differ-more", "not in the paper",
                "A hypothesis of this study: subnetworks selected in untrained networks (edge-popup) differ more between seeds than "
                    + "trained networks, since nothing pulls their weights together.",
                "shared variance in the last hidden layer of dense networks minus that of edge-popup's, without dropout; every "
                    + "density", DIRECTION, ofLayers((r, layers) -> Split.by("density")
                        .parts(trained(r.where("method", "edge-popup"), 0.0, 0.0)).stream()
                        .map(at -> againstPlain(r, at, last(layers)).negated()).toList()))
            .claimsOf(IndividualStudy::byMeasure)

            .figures(IndividualStudy::figures)
            .says(IndividualStudy::said)
            .build());
    }

    /** Has the weights kept; refuses before training what could not be shown after it. */
    private static final class ShownLater extends KeptWeights {
        private final int perClass;

        ShownLater(Trial trial) {
            perClass = (int) trial.parameters().integer(IndividualGrid.PER_CLASS);
        }

        @Override
        public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
            Stimuli.of(scene.problem().data().test(), perClass);
            return super.watch(scene, monitor);
        }
    }

    /** The layers compared in the order of the network; the last gives the outputs. */
    static List<String> layers(Records records) {
        return records.labels(CONSISTENCY, "layer");
    }

    /** Comparisons of networks with some dropout in training and in the test. */
    static Records trained(Records records, Object rate, Object test) {
        return records.where(MethodTrial.DROPOUT, rate).where(TEST_DROPOUT, test);
    }

    private static Records dense(Records records) {
        return records.where("method", DENSE);
    }

    private static Records plain(Records records) {
        return trained(dense(records), 0.0, 0.0);
    }

    /** Rates of dropout in training above 0. */
    private static List<Object> rates(Records records) {
        return records.values(MethodTrial.DROPOUT).stream().filter(rate -> ((Number) rate).doubleValue() > 0).toList();
    }

    private static String first(List<String> layers) {
        return layers.get(0);
    }

    /** The last hidden one. */
    private static String last(List<String> layers) {
        return layers.get(layers.size() - 2);
    }

    /** Effects that need a first and another last hidden layer. */
    private static Effect ofLayers(BiFunction<Records, List<String>, List<SeedEffects>> effects) {
        return records -> layers(records).size() < 3 ? List.of() : effects.apply(records, layers(records));
    }

    private static SeedEffects value(Records records, String metric, String layer) {
        return SeedEffects.of(records.labelled("layer", layer).summary(metric));
    }

    private static SeedEffects againstPlain(Records records, Records others, String layer) {
        return value(others, CONSISTENCY, layer).minus(value(plain(records), CONSISTENCY, layer));
    }

    private static List<SeedEffects> unshared(Records records, List<String> layers) {
        List<SeedEffects> remain = new ArrayList<>();
        for (Object rate : rates(dense(records))) {
            for (Object test : dense(records).where(MethodTrial.DROPOUT, rate).values(TEST_DROPOUT)) {
                SortedMap<Long, Double> unshared = new TreeMap<>();
                trained(dense(records), rate, test).labelled("layer", last(layers)).summary(CONSISTENCY)
                    .forEach((seed, shared) -> unshared.put(seed, 1 - shared));
                remain.add(SeedEffects.of(unshared));
            }
        }
        return remain;
    }

    /** The claim on depth for a measure that the user named: the one on dissimilarity matrices is judged by them alone. */
    private static List<JudgedClaim> byMeasure(Records records) {
        return plain(records).trials().stream().findFirst().flatMap(t -> NamedMeasure.of(t.trial().parameters())).map(measure -> {
            Claim claim = new Claim("consistency-falls-with-depth-by-" + measure.id(), Papers.MEHRER, "results",
                DEPTH + ", by the measure " + measure.id() + ", the deeper the layer.", "how much more alike, by " + measure.id()
                    + ", dense networks without dropout are in the first layer than in the last hidden one",
                0, "the direction alone; this measure was asked for in place of the study's", StudySpec.ALPHA, 3);
            return new JudgedClaim(claim, ofLayers((r, layers) -> {
                SeedEffects more = value(plain(r), NamedMeasure.METRIC, first(layers))
                    .minus(value(plain(r), NamedMeasure.METRIC, last(layers)));
                return List.of(NamedMeasure.sign(measure) > 0 ? more : more.negated());
            }));
        }).stream().toList();
    }

    private static List<Figure> figures(Records records) {
        Records networks = records.where(p -> !p.has(TEST_DROPOUT));
        Records comparisons = records.where(p -> p.has(TEST_DROPOUT));
        List<String> layers = layers(records);
        List<Figure> figures = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        List<String> names = List.of("all images", "images of one class", "class centroids");
        for (int m = 0; m < names.size(); m++) {
            addLayers(rows, layers, names.get(m), plain(comparisons), ConsistencyTrial.MEASURES.get(m));
        }
        addFigure(figures, "consistency-by-layer", "Do individual differences grow with depth?", "Variance that the dissimilarity "
            + "matrices of two dense networks without dropout share, of all test images shown, of those of one class, and of the "
            + "classes' centroids." + BANDS, "distances between", "shared variance", rows);
        comparisons.trials().stream().findFirst().flatMap(t -> NamedMeasure.of(t.trial().parameters()))
            .ifPresent(measure -> addByMeasure(figures, comparisons, layers, measure));
        rows = new ArrayList<>();
        addLayers(rows, layers, "no dropout", plain(comparisons), CONSISTENCY);
        for (Object rate : rates(dense(comparisons))) {
            for (Object test : dense(comparisons).where(MethodTrial.DROPOUT, rate).values(TEST_DROPOUT)) {
                addLayers(rows, layers, "in training " + rate + ", in the test " + test, trained(dense(comparisons), rate, test),
                    CONSISTENCY);
            }
        }
        addFigure(figures, "dropout", "Does dropout make networks alike?", "Shared variance of the dissimilarity matrices of all "
            + "images, for dense networks by the rate of dropout in training and while images are shown." + BANDS, "dropout",
            "shared variance", rows);
        addMethods(figures, comparisons, layers, 0.0);
        rates(comparisons).forEach(rate -> addMethods(figures, comparisons, layers, rate));
        if (!networks.isEmpty()) {
            figures.add(accuracies(networks));
        }
        return figures;
    }

    private static void addByMeasure(List<Figure> figures, Records comparisons, List<String> layers, RepresentationMeasure measure) {
        List<List<Object>> rows = new ArrayList<>();
        addLayers(rows, layers, measure.id(), plain(comparisons), NamedMeasure.METRIC);
        addFigure(figures, "by-layer-" + measure.id(), "Do individual differences grow with depth, by " + measure.id() + "?",
            measure.description() + " Between dense networks without dropout." + BANDS, "measure", measure.id(), rows);
    }

    private static void addMethods(List<Figure> figures, Records comparisons, List<String> layers, Object rate) {
        List<List<Object>> rows = new ArrayList<>();
        KINDS.of(comparisons).forEach(kind -> addLayers(rows, layers, kind.cell().toString(), trained(kind.records(), rate, 0.0),
            CONSISTENCY));
        boolean with = ((Number) rate).doubleValue() > 0;
        addFigure(figures, "methods" + (with ? "-dropout-" + rate.toString().replace('.', '-') : ""), with
            ? "Networks of each method, trained with dropout " + rate
            : "Networks of each method", "Shared variance of the dissimilarity matrices of all images, between networks of one method."
                + BANDS, "method", "shared variance", rows);
    }

    /** Methods in the order of their names, with their density where there is more than one. */
    private static final Split KINDS = records -> {
        List<Split.Part> kinds = new ArrayList<>();
        for (Split.Part method : Split.by("method").of(records)) {
            List<Split.Part> densities = Split.by("density").of(method.records());
            densities.forEach(density -> kinds.add(new Split.Part(densities.size() == 1
                ? method.cell()
                : method.cell() + " at " + density.cell(), density.records())));
        }
        return kinds;
    };

    private static Figure accuracies(Records networks) {
        String id = "accuracy-by-method";
        List<List<Object>> rows = new ArrayList<>();
        for (Split.Part kind : KINDS.of(networks)) {
            Split.by(MethodTrial.DROPOUT).of(kind.records()).forEach(rate -> rows.add(MeanRows.row(List.of(kind.cell(), rate.cell()
                .toString()), rate.records().summary("test_accuracy"))));
        }
        return new Figure(id, "Accuracy of the networks", "Test accuracy by method and rate of dropout in training. Marks are means "
            + "over seeds, bars 95 % intervals.", new Table(id, "Test accuracy", MeanRows.columns("network", "dropout"), rows),
            Figure.Axis.linear("network", "method"), Figure.Axis.linear("mean", "test accuracy"), SummaryTables.intervals("dropout"),
            null);
    }

    private static void addLayers(List<List<Object>> rows, List<String> layers, String series, Records at, String metric) {
        for (int i = 0; i < layers.size() && !at.isEmpty(); i++) {
            rows.add(MeanRows.row(List.of(i + 1, layers.get(i), series), value(at, metric, layers.get(i))));
        }
    }

    private static void addFigure(List<Figure> figures, String id, String title, String caption, String series, String label,
                                  List<List<Object>> rows) {
        if (!rows.isEmpty()) {
            figures.add(new Figure(id, title, caption, new Table(id, title, MeanRows.columns("depth", "layer", series), rows),
                Figure.Axis.linear("depth", "layer, from the images to the outputs"), Figure.Axis.linear("mean", label),
                SummaryTables.lines(series), null));
        }
    }

    private static List<String> said(Records records) {
        List<String> layers = layers(records);
        List<String> sentences = new ArrayList<>();
        for (Split.Part kind : KINDS.of(records.where(p -> p.has(TEST_DROPOUT)))) {
            Records at = trained(kind.records(), 0.0, 0.0);
            if (!at.isEmpty() && layers.size() > 1) {
                Function<String, Double> shared = layer -> MeanRows.mean(value(at, CONSISTENCY, layer).bySeed());
                Double first = shared.apply(first(layers));
                Double last = shared.apply(last(layers));
                if (first != null && last != null) {
                    sentences.add(String.format(Locale.ROOT, "Without dropout two networks of %s share %.0f %% of the variance of "
                        + "their dissimilarities in %s and %.0f %% in %s.", kind.cell(), 100 * first, first(layers), 100 * last,
                        last(layers)));
                }
            }
        }
        return sentences;
    }
}
