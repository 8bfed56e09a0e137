package org.espalier.analysis.randomlabels;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.TrialKind;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code analysis/random-labels}: what can be learnt by heart?
 *
 * <p>The claims are what Zhang et al. 2017 say that this study can test, and two hypotheses of its own, fixed before any run. A
 * network fits when it answers {@value #FIT} of its training images as they are labelled: the paper's end between 0.993 and 1. A
 * seed that never fits has no time to fit and is left out of the claims about time, which the verdict's note says; whether networks
 * fit has its own claim.
 */
public final class RandomLabelsStudy extends DeclaredStudy {
    static final String TEST = "test_accuracy";
    static final double FIT = 0.99;
    private static final String TRAIN = TrainAccuracy.METRIC;
    private static final String WHERE = "sec. 2, fig. 1, table 1";
    private static final String DIRECTION = "the direction alone";
    /** A forward pass of the training images an epoch, beside the training's three. */
    private static final double WITH_TRAIN_ACCURACY = 4 / 3.0;
    private static final TrialKind KIND = TrialKind.of((trial, context) -> MethodTrial.run(trial, context,
        SubnetworkMethods.named(trial.parameters().text("method")), new TrainAccuracy()),
        trial -> WITH_TRAIN_ACCURACY * MethodTrial.estimateSeconds(trial), MethodTrial::libraries);
    /** What dense networks are trained on, one part a condition. */
    private static final Split CONDITIONS = records -> Condition.in(dense(records)).stream()
        .map(c -> new Split.Part(c.label(), c.of(dense(records)))).toList();
    /** The fractions of random labels, true images alone; one of them makes no figure. */
    private static final Split FRACTIONS = records -> {
        List<Condition> fractions = fractions(records);
        return fractions.size() < 2 ? List.of() : fractions.stream()
            .map(c -> new Split.Part(c.randomLabels(), c.of(dense(records)))).toList();
    };

    public RandomLabelsStudy() {
        super(StudySpec.of("analysis/random-labels", 1)
            .asks("Can networks, and the subnetworks that methods find, learn noise by heart, and how much longer does it take?")
            .how("Networks are trained on true labels, on labels of which a fraction is drawn at random, and on images whose pixels "
                + "are shuffled by one permutation, by one permutation an image, or replaced by Gaussian noise of the same mean and "
                + "deviation (Zhang et al. 2017). Measured are the accuracy on the training images as they are labelled, after every "
                + "epoch, the steps until it reaches 99 %, and the test accuracy. Edge-popup and lottery tickets get true and random "
                + "labels within the same number of steps. Deviations from the paper: Fashion-MNIST, few images and 784-300-100-10 in "
                + "quick and standard; Adam at a constant rate; exactly the stated fraction of labels is drawn anew; no weight decay, "
                + "no augmentation; images standardised over the training set.")
            .after(Papers.ZHANG)
            .plans(new RandomLabelsGrid())
            .runs(KIND)

            .claim("fits-random-labels", WHERE, "Networks fit random labels.",
                "training accuracy of dense networks on random labels",
                exceeds(FIT, "the paper's networks end between 0.993 and 1"),
                Effect.one(r -> fitted(dense(r), Condition.RANDOM_LABELS)))
            .claim("fits-images-without-content", WHERE,
                "Networks fit images whose pixels are shuffled, random or Gaussian noise.",
                "training accuracy of dense networks; shuffled, random and Gaussian pixels each",
                exceeds(FIT, "the paper's networks fit all of them"), r -> List.of(noise(r, PixelCorruption.SHUFFLED),
                    noise(r, PixelCorruption.RANDOM), noise(r, PixelCorruption.GAUSSIAN)))
            .claim("random-labels-take-longer", WHERE, "Random labels take longer to fit than true ones.",
                "steps to fit random labels over steps to fit true labels, dense", exceeds(1, DIRECTION),
                Effect.one(RandomLabelsStudy::ratio))
            .claim("by-a-small-factor", WHERE, "Fitting random labels takes longer only by a small factor.",
                "minus the ratio of steps to fit random labels and true labels, dense",
                exceeds(-10, "one order of magnitude is more than a small factor; second-hand reports of the paper say about 3.5"),
                Effect.one(r -> ratio(r).negated()))
            .claim("time-to-fit-grows-with-corruption", WHERE, "The more labels are random, the longer fitting takes.",
                "slope of the steps to fit over the fraction of random labels, dense", positive(DIRECTION),
                Effect.one(RandomLabelsStudy::growth))
            .claim("generalisation-falls-with-corruption", WHERE,
                "The more labels are random, the worse the network generalises, though it fits as well.",
                "test accuracy at one fraction of random labels minus that at the next, dense; every step", positive(DIRECTION),
                RandomLabelsStudy::falls)
            .claim("random-labels-end-at-chance", WHERE, "From random labels nothing is learnt that generalises.",
                "minus the test accuracy after random labels, dense",
                exceeds(-0.15, "chance is 0.1; the paper's networks end between 0.098 and 0.106"),
                Effect.one(r -> value(Condition.RANDOM_LABELS.of(dense(r)), TEST).negated()))
            .claim("edge-popup-fits-less-noise", "not in the paper",
                "A hypothesis of this study: edge-popup, which only selects among random weights, fits random labels less well than "
                    + "dense training in as many steps.",
                "training accuracy on random labels, dense minus edge-popup; every density",
                exceeds(0.1, "a tenth of the images: the smallest difference of interest"), lessThanDense("edge-popup"))
            .claim("tickets-fit-less-noise", "not in the paper",
                "A hypothesis of this study: lottery tickets fit random labels less well than dense training in as many steps.",
                "training accuracy on random labels, dense minus lottery ticket; every density", positive(DIRECTION),
                lessThanDense("lottery-ticket"))

            .figure(MeanFigure.of("learning-curves", "What networks learn by heart",
                "Accuracy on the training images as they are labelled, dense networks.")
                .curve(TRAIN, "training accuracy").by("condition", CONDITIONS))
            .figure(MeanFigure.of("accuracies", "Learnt by heart and learnt",
                "Accuracy of dense networks on their training images and on test images at the end.")
                .series("training", r -> value(r, TRAIN)).series("test", r -> value(r, TEST)).measuring("accuracy").intervals()
                .against(Figure.Axis.linear("condition", "trained on"), CONDITIONS))
            .figure(byFraction("time-to-fit", "Time to fit", "Steps until a dense network answers " + percent(FIT)
                + " of its training images as they are labelled; seeds that never do are not counted.", "steps",
                r -> SeedEffects.of(TrainAccuracy.stepsTo(FIT, r))))
            .figure(byFraction("generalisation", "Generalisation", "Test accuracy of dense networks by the fraction of training labels "
                + "drawn at random.", "test accuracy", r -> value(r, TEST)))
            .figure(MeanFigure.of("methods", "Who can learn noise by heart?",
                "Training accuracy by method and density after as many steps.")
                .mean(r -> value(r, TRAIN), "training accuracy").intervals().by("labels", RandomLabelsStudy::extremes)
                .against(Figure.Axis.linear("network", "method and density"), RandomLabelsStudy::networks))
            .tables(records -> List.of(timeToFit(records)))
            .says(CONDITIONS, RandomLabelsStudy::said)
            .build());
    }

    private static Records dense(Records records) {
        return records.where("method", RandomLabelsGrid.DENSE);
    }

    private static SeedEffects value(Records records, String metric) {
        return SeedEffects.of(records.summary(metric));
    }

    private static SeedEffects fitted(Records of, Condition condition) {
        return value(condition.of(of), TRAIN);
    }

    private static SeedEffects noise(Records records, PixelCorruption pixels) {
        return fitted(dense(records), new Condition(0, pixels));
    }

    private static List<Condition> fractions(Records records) {
        return Condition.in(dense(records)).stream().filter(c -> c.pixels() == PixelCorruption.TRUE).toList();
    }

    private static SortedMap<Long, Double> steps(Records records, Condition condition) {
        return TrainAccuracy.stepsTo(FIT, condition.of(dense(records)));
    }

    /** Steps to fit random labels over steps to fit true ones; a seed that one of the two lacks is left out. */
    private static SeedEffects ratio(Records records) {
        SortedMap<Long, Double> truth = steps(records, Condition.TRUE);
        SortedMap<Long, Double> random = steps(records, Condition.RANDOM_LABELS);
        TreeMap<Long, Double> ratio = new TreeMap<>();
        truth.keySet().forEach(seed -> ratio.put(seed, random.getOrDefault(seed, Double.NaN) / truth.get(seed)));
        random.keySet().forEach(seed -> ratio.putIfAbsent(seed, Double.NaN));
        return SeedEffects.of(ratio);
    }

    private static SeedEffects growth(Records records) {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        fractions(records).forEach(condition -> levels.put(condition.randomLabels(), steps(records, condition)));
        return levels.size() < 2 ? SeedEffects.NONE : SeedEffects.slope(levels);
    }

    private static List<SeedEffects> falls(Records records) {
        List<SeedEffects> accuracies = fractions(records).stream().map(c -> value(c.of(dense(records)), TEST)).toList();
        List<SeedEffects> steps = new ArrayList<>();
        for (int i = 1; i < accuracies.size(); i++) {
            steps.add(accuracies.get(i - 1).minus(accuracies.get(i)));
        }
        return steps;
    }

    private static Effect lessThanDense(String method) {
        return records -> Split.by("density").parts(records.where("method", method)).stream()
            .map(of -> fitted(dense(records), Condition.RANDOM_LABELS).minus(fitted(of, Condition.RANDOM_LABELS))).toList();
    }

    private static MeanFigure byFraction(String id, String title, String caption, String label,
                                         Function<Records, SeedEffects> value) {
        return MeanFigure.of(id, title, caption).mean(value, label)
            .against(Figure.Axis.linear("random_labels", "fraction of random labels"), FRACTIONS);
    }

    /** True and random labels, of several methods: one alone has nobody beside it. */
    private static List<Split.Part> extremes(Records records) {
        return records.values("method").size() < 2 ? List.of() : List.of(Condition.TRUE, Condition.RANDOM_LABELS).stream()
            .map(c -> new Split.Part(c.label(), c.of(records))).toList();
    }

    /** A method at a density; "dense-adam" where it keeps all weights. */
    private static List<Split.Part> networks(Records records) {
        List<Split.Part> parts = new ArrayList<>();
        for (Split.Part method : Split.by("method").of(records)) {
            List<Split.Part> densities = Split.by("density").of(method.records());
            densities.forEach(density -> parts.add(new Split.Part(densities.size() == 1
                && ((Number) density.cell()).doubleValue() == 1 ? method.cell() : method.cell() + " " + density.cell(),
                density.records())));
        }
        return parts;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    }

    private static Table timeToFit(Records records) {
        return new Table("steps-to-fit", "Steps to fit " + percent(FIT) + " of the training images, dense; n counts the seeds that do",
            MeanRows.columns("condition", "seeds"), CONDITIONS.of(records).stream().map(part -> MeanRows.row(
                List.of(part.cell(), (long) part.records().trials().size()), TrainAccuracy.stepsTo(FIT, part.records()))).toList());
    }

    private static List<String> said(Split.Part condition) {
        Double train = MeanRows.mean(condition.records().summary(TRAIN));
        Double test = MeanRows.mean(condition.records().summary(TEST));
        if (train == null || test == null) {
            return List.of();
        }
        String label = condition.cell().toString();
        Double steps = MeanRows.mean(TrainAccuracy.stepsTo(FIT, condition.records()));
        return List.of(String.format(Locale.ROOT, "%s: dense networks end at %.1f %% of the training and %.1f %% of the test images%s.",
            label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1), 100 * train, 100 * test,
            steps == null ? "" : String.format(Locale.ROOT, " and fit after %.0f steps", steps)));
    }
}
