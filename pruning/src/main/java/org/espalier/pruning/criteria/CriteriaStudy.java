package org.espalier.pruning.criteria;

import static org.espalier.pruning.round.FineTuning.AFTER;
import static org.espalier.pruning.round.FineTuning.BEFORE;
import static org.espalier.pruning.round.FineTuning.DENSITY;
import static org.espalier.study.spec.Threshold.exceeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.espalier.analysis.Papers;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.FineTuningDesign;
import org.espalier.pruning.round.FineTuningDesign.Widths;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code pruning/criteria}: from the same trained network, which criterion keeps the best weights, and do they choose alike?
 *
 * <p>A pruned trial's summary has, beside what {@link org.espalier.pruning.round.RoundTrial} gives,
 * {@code jaccard_with_magnitude}: weights kept by this criterion's mask and by magnitude's of the same counts a layer, of those
 * kept by either; and {@code jaccard_by_chance}, its mean for a random mask of the same counts ({@link MaskOverlap}).
 *
 * <p>The claims were fixed before any data were seen. All effects are differences of test accuracies (fractions, 0..1) of the
 * same seed, in every network of the records.
 */
public final class CriteriaStudy extends DeclaredStudy {
    /** Parameter: what weights are ranked by; {@link #NONE} where nothing is pruned. */
    private static final String CRITERION = "criterion";
    private static final String NONE = "none";
    private static final String MAGNITUDE = "magnitude";
    private static final String GRADIENT = "gradient-times-weight";
    private static final String RANDOM = "random";
    private static final List<String> OF_UNTRAINED = List.of("snip", "grasp", "synflow");
    /** What the presets compare; every other criterion can be asked for. */
    static final List<String> COMPARED = List.of(MAGNITUDE, GRADIENT, "snip", "grasp", "synflow", RANDOM);
    private static final double HALF = 0.5;
    private static final double MIDDLE = 0.1;
    private static final double LOW = 0.05;
    private static final List<Double> THREE = List.of(HALF, MIDDLE, LOW);
    private static final List<Double> FIVE = List.of(HALF, 0.2, MIDDLE, LOW, 0.02);
    private static final String JACCARD = "jaccard_with_magnitude";
    private static final String CHANCE = "jaccard_by_chance";
    private static final String BY_CHANCE = "by chance";
    private static final String AXIS = "density (fraction of weights kept)";
    private static final Split NETWORKS = PrunedOnce.by(CRITERION);

    public CriteriaStudy() {
        super(StudySpec.of("pruning/criteria", 1)
            .asks("Pruned once from the same trained network, which criterion keeps the most accuracy, before and after "
                + "fine-tuning, and do criteria choose the same weights?")
            .how("The dense network is trained once a seed with Adam 1.2e-3 and batches of 60 (quick, standard). From its end "
                + "every criterion ranks the weights within each layer and prunes once, to the same counts: the density is met "
                + "to the weight, the output layer at half the rate of the others. Test accuracy is measured before any "
                + "retraining and after equal fine-tuning at the rate the dense training ended with; the dense network trained "
                + "on for as many steps is the reference. SNIP, GraSP and SynFlow, made for untrained networks, rank the "
                + "trained one here, once and layer by layer, so that only the ranking differs between criteria. Deviations "
                + "from the papers: Fashion-MNIST and 784-300-100-10 in quick and standard; one pruning, not rounds; no biases.")
            .after(Papers.HAN, Papers.BLALOCK, Papers.MISSING)
            .plans(new FineTuningDesign(
                new PerPreset<>(Widths.of(0.3, "lenet-300-100"), Widths.of(1, "lenet-300-100"), Widths.of(1, "lenet-300-100"),
                    Widths.of(1, "conv6", "resnet18")),
                new PerPreset<>(20, 200, 2000, 10_000), new PerPreset<>(THREE, THREE, FIVE, FIVE),
                Parameter.text(CRITERION, "What weights are ranked by.",
                    () -> Criteria.all().stream().map(Criterion::name).toList()), NONE,
                Parameter.number(DENSITY, "Fraction of the weights kept, all layers together.", 0.0001, 1),
                network -> COMPARED, CriteriaStudy::require))
            .runs(FineTuning.kind(p -> (scene, trained) -> kept(scene, trained, p)))

            .claim("half-goes-without-retraining", "sec. 5, fig. 5",
                "Half of the connections go without loss even without retraining.",
                "test accuracy at density 0.5 by magnitude, without retraining, minus that of the dense network; every network",
                exceeds(-0.01, "a loss of one point; the paper's text, read in a public copy, says 'without losing accuracy' of "
                    + "AlexNet"),
                Effect.every(NETWORKS, n -> accuracy(n, MAGNITUDE, HALF, BEFORE).minus(PrunedOnce.dense(n))))
            .claim("retraining-regains-accuracy", "sec. 5, fig. 5",
                "Without retraining accuracy drops much sooner: at a third of the connections instead of at a tenth.",
                "loss by magnitude at density 0.1 without retraining, against the dense network, minus the loss after "
                    + "fine-tuning, against the dense network trained on for the same steps; every network",
                exceeds(0.01, "one point; the text, read in a public copy, gives where the drop begins and no size at a tenth"),
                Effect.every(NETWORKS, n -> PrunedOnce.dense(n).minus(accuracy(n, MAGNITUDE, MIDDLE, BEFORE))
                    .minus(PrunedOnce.trainedOn(n).minus(accuracy(n, MAGNITUDE, MIDDLE, AFTER)))))
            .of(Papers.BLALOCK)
            .claim("rankings-above-random", "sec. 3",
                "At least for large amounts of pruning, rankings outperform random pruning.",
                "test accuracy after fine-tuning at density 0.05 by magnitude, and by |gradient x weight|, minus that at random; "
                    + "every network",
                exceeds(0.01, "one point, about what one can read off a figure; the sentence was read in a public copy, which "
                    + "does not show the section's number"),
                Effect.everyOf(NETWORKS, n -> Stream.of(MAGNITUDE, GRADIENT)
                    .map(ranking -> accuracy(n, ranking, LOW, AFTER).minus(accuracy(n, RANDOM, LOW, AFTER))).toList()))
            .of(Papers.MISSING)
            .claim("magnitude-not-surpassed-on-trained-networks", "the part on pruning after initialisation",
                "Ranking the trained network, SNIP, GraSP and SynFlow do not surpass magnitude.",
                "test accuracy after fine-tuning by magnitude minus that by SNIP, by GraSP and by SynFlow, at density 0.1 and at "
                    + "0.05; every network",
                exceeds(-0.005, "a margin of half a point. Not verified: the paper's abstract says they stay below magnitude "
                    + "after training when they prune before it; that later pruning brings them nearer and not above was read in "
                    + "a summary by others"),
                Effect.everyOf(NETWORKS, n -> Stream.of(MIDDLE, LOW).flatMap(density -> OF_UNTRAINED.stream()
                    .map(other -> accuracy(n, MAGNITUDE, density, AFTER).minus(accuracy(n, other, density, AFTER)))).toList()))

            .figures(NETWORKS, network -> List.of(
                PrunedOnce.againstDensity("before-fine-tuning", "Pruned once, no retraining, " + network.cell(),
                    "Test accuracy of the trained network after one pruning within each layer, against density. The dashed line "
                        + "is the dense network.", BEFORE, AXIS).by(CRITERION, criteria(c -> true)),
                PrunedOnce.againstDensity("after-fine-tuning", "Pruned once, after fine-tuning, " + network.cell(),
                    "Test accuracy after equal fine-tuning, against density. The dashed line is the dense network trained on for "
                        + "as many steps.", AFTER, AXIS).by(CRITERION, criteria(c -> true)),
                // All criteria keep as many weights of each layer, so chance is the same for all of them.
                MeanFigure.of("overlap-with-magnitude", "Overlap with the mask of magnitude, " + network.cell(),
                    "Jaccard index of each criterion's mask and magnitude's: weights kept by both, of weights kept by "
                        + "either. Dashed: the mean for random masks of the same counts in each layer.")
                    .mean(JACCARD, "Jaccard index").againstLog(DENSITY, AXIS)
                    .by(CRITERION, criteria(c -> !c.equals(MAGNITUDE)))
                    .beside(BY_CHANCE, CriteriaStudy::chance).dashed(BY_CHANCE::equals)))
            .says(NETWORKS, CriteriaStudy::sentences)
            .build());
    }

    private static void require(PruningLadder ladder, Parameters p) {
        String criterion = p.text(CRITERION);
        if (Criteria.named(criterion).needsInitial()) {
            StartingPoint.requireInitial(p, "criterion '" + criterion + "' compares trained weights with initial ones");
        }
        if (Criteria.named(criterion).needsMovement()) {
            throw new InvalidInputException("criterion: '" + criterion + "' adds up what happens while a network trains and "
                + "cannot rank one that is already trained; pruning/ladder compares it");
        }
        ladder.to(p.number(DENSITY));
    }

    private static FineTuning.Kept kept(RoundScene scene, InitialWeights trained, Parameters p) {
        if (p.text(CRITERION).equals(NONE)) {
            return new FineTuning.Kept(scene.network().denseMask());
        }
        Mask mask = mask(scene, trained, p.text(CRITERION), p.number(DENSITY));
        MaskOverlap.Overlap total = MaskOverlap.of(mask, mask(scene, trained, MAGNITUDE, p.number(DENSITY))).total();
        return new FineTuning.Kept(mask, Map.of(JACCARD, total.jaccard(), CHANCE, total.expectedJaccard()));
    }

    private static Mask mask(RoundScene scene, InitialWeights trained, String criterion, double density) {
        return scene.prune(scene.network().denseMask(), trained, Criteria.named(criterion),
            PruningLadder.of(scene.network(), PruningMethod.RATE).to(density).kept(), 1);
    }

    private static SeedEffects accuracy(Records network, String criterion, double density, String metric) {
        return SeedEffects.of(network.where(CRITERION, criterion).where(DENSITY, density).summary(metric));
    }

    /** The pruned networks by criterion. */
    private static Split criteria(Predicate<String> which) {
        return Split.by(CRITERION).of(network -> PrunedOnce.pruned(network).where(p -> which.test(p.text(CRITERION))));
    }

    private static SeedEffects chance(Records place) {
        Records pruned = PrunedOnce.pruned(place);
        return SeedEffects.of(pruned.isEmpty() ? new TreeMap<>()
            : SeedValues.of(pruned.where(CRITERION, pruned.values(CRITERION).get(0)), CHANCE));
    }

    /** What every criterion costs at the smallest density. */
    private static List<String> sentences(Split.Part network) {
        List<String> sentences = new ArrayList<>();
        Records pruned = PrunedOnce.pruned(network.records());
        for (Object criterion : pruned.values(CRITERION)) {
            double density = ((Number) pruned.values(DENSITY).get(0)).doubleValue();
            SeedEffects change = accuracy(pruned, criterion.toString(), density, AFTER)
                .minus(PrunedOnce.trainedOn(network.records()));
            if (change.n() > 0) {
                sentences.add(String.format(Locale.ROOT, "%s: pruned once by %s to density %s and fine-tuned, it changes by %s "
                    + "against the dense network.", network.cell(), criterion, density, MeanRows.points(change.bySeed())));
            }
        }
        return sentences;
    }
}
