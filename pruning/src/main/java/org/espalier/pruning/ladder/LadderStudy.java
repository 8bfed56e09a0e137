package org.espalier.pruning.ladder;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.network.Network;
import org.espalier.pruning.round.Compression;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code pruning/ladder}: how much accuracy does each way of pruning keep at each density, at equal training steps?
 *
 * <p>The claims were fixed before any data were seen. All effects are differences of test accuracies (fractions, 0..1) of the
 * same seed, in every network of the records.
 */
public final class LadderStudy extends DeclaredStudy {
    static final String MAGNITUDE = "magnitude-pruning";
    static final String GLOBAL = "global-magnitude-pruning";
    static final String RANDOM = "random-pruning";
    private static final List<String> AT_INITIALISATION = List.of("snip", "grasp", "synflow");
    /** Compression about 8 and 32. */
    static final double MIDDLE = 0.125;
    static final double LOW = 0.03125;

    public LadderStudy() {
        super(StudySpec.of("pruning/ladder", 1)
            .asks("How many of its weights can a network lose, by which criterion, before it loses accuracy?")
            .how("Every method trains the same number of steps with Adam 1.2e-3 and batches of 60 and meets the density to "
                + "the weight; pruned weights are exactly zero. Iterative methods prune about 20 % a round (the output layer "
                + "10 %) in equal parts of the steps and go on from the trained weights; gradual pruning follows a cubic "
                + "schedule; SNIP, GraSP and SynFlow prune before training, over all layers at once. The dense network is the "
                + "same training at density 1. From one seed all methods start at the same weights and use the same split. "
                + "Compression ratio and theoretical speed-up are ShrinkBench's. Deviations from the papers: one training "
                + "budget for all rather than a fine-tuning of each method's own; Fashion-MNIST and 784-300-100-10 in quick and "
                + "standard, fewer epochs, no dropout; movement pruning without regrowth.")
            .after(Papers.HAN, Papers.BLALOCK, Papers.MISSING)
            .plans(new LadderGrid())
            .runs(MethodTrial.KIND.adding(LadderStudy::compression))

            .claim("half-to-nine-tenths-with-little-loss", "sec. 4, table 1",
                "Half to nine tenths of the weights go with little loss of accuracy.",
                "test accuracy with iterative magnitude pruning at density 0.5, and at 0.125, minus that of the dense network "
                    + "trained for the same steps; every network",
                exceeds(-0.01, "a loss of one point; the paper reports none for LeNet-300-100 at density 0.08"),
                Effect.everyOf(Networks.SPLIT, n -> Stream.of(0.5, MIDDLE).map(density -> change(n, density)).toList()))
            .of(Papers.BLALOCK)
            .claim("magnitude-above-random", "sec. 7, fig. 6",
                "Pruning by magnitude keeps more accuracy than pruning at random.",
                "test accuracy of magnitude pruning minus that of random pruning, both in rounds, at density 0.03125; every "
                    + "network",
                exceeds(0.01, "one point, the least difference one can read off the paper's figures"),
                Effect.every(Networks.SPLIT, n -> accuracy(n, MAGNITUDE, LOW).minus(accuracy(n, RANDOM, LOW))))
            .claim("global-no-worse-than-layerwise", "sec. 7.3, fig. 6",
                "Ranking the weights of all layers together is at least as good as ranking them layer by layer.",
                "test accuracy of global minus layerwise magnitude pruning at density 0.125, and at 0.03125; every network",
                exceeds(-0.005, "a margin of half a point"),
                Effect.everyOf(Networks.SPLIT, n -> Stream.of(MIDDLE, LOW)
                    .map(density -> accuracy(n, GLOBAL, density).minus(accuracy(n, MAGNITUDE, density))).toList()))
            .of(Papers.MISSING)
            .claim("after-training-above-before", "sec. 4, fig. 1",
                "Pruning by magnitude after training surpasses SNIP, GraSP and SynFlow, which prune before it.",
                "test accuracy of magnitude pruning minus that of SNIP, of GraSP and of SynFlow, at density 0.125, and at "
                    + "0.03125, all at equal training steps; every network",
                positive("the paper calls any difference a surpassing; its networks train longer after pruning"),
                Effect.everyOf(Networks.SPLIT, n -> Stream.of(MIDDLE, LOW).flatMap(density -> AT_INITIALISATION.stream()
                    .map(before -> accuracy(n, MAGNITUDE, density).minus(accuracy(n, before, density)))).toList()))

            .figures(Networks.SPLIT, network -> List.of(
                againstDensity("accuracy-against-density", "Accuracy against density, " + network.cell(),
                    "Test accuracy of the pruned and trained network.", Networks.TEST, "test accuracy"),
                againstDensity("speedup-against-density", "Theoretical speed-up against density, " + network.cell(),
                    "Multiply-adds of the dense network divided by those of kept weights: the same density saves more where the "
                        + "layers that work most are pruned most.", "theoretical_speedup", "theoretical speed-up")))
            .says(Networks.SPLIT, LadderStudy::sentences)
            .build());
    }

    /** What the mask of a trial saves. */
    private static Map<String, Double> compression(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        DataSet data = DataSets.named(p.text("dataset"));
        try (Network network = Network.create(Architectures.named(p.text("architecture")),
            new Architecture.Options(p.number("width"), false, false), data.shape(), data.classes())) {
            return Compression.of(MaskFile.read(context.folder().resolve(MethodTrial.MASK_FILE)), network);
        }
    }

    private static SeedEffects accuracy(Records network, String method, double density) {
        return SeedEffects.of(network.where("method", method).where("density", density).summary(Networks.TEST));
    }

    /** What iterative magnitude pruning changes against the dense network. */
    private static SeedEffects change(Records network, double density) {
        return accuracy(network, MAGNITUDE, density).minus(accuracy(network, MAGNITUDE, 1));
    }

    private static MeanFigure againstDensity(String id, String title, String caption, String metric, String label) {
        return MeanFigure.of(id, title, caption).mean(metric, label)
            .againstLog("density", "density (fraction of weights kept)").by("method");
    }

    private static List<String> sentences(Split.Part network) {
        List<String> sentences = new ArrayList<>();
        for (Object kept : network.records().where("method", MAGNITUDE).values("density")) {
            double density = ((Number) kept).doubleValue();
            SeedEffects change = change(network.records(), density);
            if (change.n() > 0 && density < 1) {
                sentences.add(String.format(Locale.ROOT, "%s: with %s %% of its weights, pruned by magnitude in rounds, it "
                    + "changes by %+.1f points against the dense network (mean of %d seed%s).", network.cell(), 100 * density,
                    100 * MeanRows.mean(change.bySeed()), change.n(), change.n() == 1 ? "" : "s"));
            }
        }
        long collapsed = network.records().trials().stream().flatMap(t -> t.summary().values().stream())
            .filter(row -> row.getOrDefault("collapsed_layers", 0.0) > 0).count();
        if (collapsed > 0) {
            sentences.add(String.format(Locale.ROOT, "%s: %d trial%s lost every weight of a layer.", network.cell(), collapsed,
                collapsed == 1 ? "" : "s"));
        }
        return sentences;
    }
}
