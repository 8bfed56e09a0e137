package org.espalier.edgepopup.dynamics;

import static org.espalier.study.spec.Threshold.exceeds;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.base.InvalidInputException;
import org.espalier.edgepopup.EdgePopup;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.method.Budget;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.TrialKind;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code edge-popup/dynamics}: how does the mask move while it is learned, and does swapping an edge lower the loss as the
 * theorem of Ramanujan et al. 2020 says? The claims were fixed before any data were seen.
 */
public final class DynamicsStudy extends DeclaredStudy {
    private static final String ID = "edge-popup/dynamics";
    private static final String POPUP = "edge-popup";
    static final String LOOKS = "looks";
    static final String PAIRS = "swaps_a_layer";
    private static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
    private static final double USUAL_LAYERS = 5;
    /** One part for each network, distribution of the weights and density. */
    private static final Split POINTS = Networks.SPLIT.then(Split.by("init")).then(Split.by("density"));
    private static final Split DENSITIES = Split.by("init").then(Split.by("density")).called(DynamicsStudy::density);

    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 4, 0, 5000),
            new Setup("conv2", 0.125, "fashion-mnist", 4, 10_000, 5000)),
        Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 5000),
            new Setup("conv2", 0.125, "fashion-mnist", 8, 20_000, 5000),
            new Setup("conv4", 0.125, "fashion-mnist", 8, 20_000, 5000)),
        Setups.of(5, Setup.full("conv2"), Setup.full("conv4"), Setup.full("conv6"), Setup.full("conv8")));

    private static final List<Double> THREE = List.of(0.1, 0.5, 0.9);
    private static final PerPreset<List<Double>> KEPT = new PerPreset<>(List.of(0.5), List.of(0.1, 0.5), THREE, THREE);
    private static final PerPreset<Integer> LOOKED_AT = new PerPreset<>(5, 20, 40, 40);

    public DynamicsStudy() {
        super(StudySpec.of(ID, 1)
            .asks("How does edge-popup's mask move while it is learned, and does swapping an edge lower the loss as the theorem "
                + "says?")
            .how("Edge-popup, looked at on evenly spaced steps: the fraction of kept weights that the next step replaces, the "
                + "overlap with the final mask, and swaps tried on a mini-batch of training images. A plain gradient step on the "
                + "scores (base rate 0.1, no momentum, no weight decay) says which edges would enter and leave in each layer; "
                + "one random pair of them is swapped, the rest held, and the loss on the same mini-batch computed again; the "
                + "control swaps a random dropped edge with a random kept one of the layer. Swaps after which the loss is the "
                + "same number (inputs that are always zero, inactive units) are counted apart. Deviations: the theorem swaps "
                + "edges into the same unit in the main text, here into the same layer (its general form); the mini-batch is "
                + "drawn for the test, not the one of the next step; smoke, quick and standard use smaller data, narrower "
                + "networks and fewer epochs than the paper.")
            .after(Papers.RAMANUJAN)
            .plans(MethodGrid.points(SETUPS, (setup, preset, overrides) -> {
                for (Object method : overrides.values().getOrDefault("method", List.of(POPUP))) {
                    if (!method.equals(POPUP)) {
                        throw new InvalidInputException("--set method: " + ID + " watches edge-popup's scores, not " + method);
                    }
                }
                return setup.points(overrides, grid -> grid.axis("method", POPUP).axis("init", "signed-constant")
                    .axis("density", KEPT.of(preset)).axis(LOOKS, LOOKED_AT.of(preset)).axis(PAIRS, 8));
            }).comparing("architecture", "width", "init", "density")
                .with(Parameter.integer(LOOKS, "Evenly spaced steps at which the mask is kept and swaps are tried.", 2, 10_000))
                .with(Parameter.integer(PAIRS, "Swaps of either kind tried in each layer at each look.", 1, 10_000)))
            .runs(TrialKind.of(DynamicsStudy::watch, DynamicsStudy::seconds, MethodTrial::libraries))

            .claim("swap-lowers-loss", "sec. 3, theorem 1",
                "When one edge replaces another by edge-popup's rule and the rest is held, the loss on the mini-batch falls.",
                "fraction of the single swaps that changed the loss which lowered it, over all looks; every network and density",
                exceeds(0.9, "the theorem says every swap that is small enough; one in ten is left for the larger ones"),
                Effect.every(POINTS, p -> value(p, "swaps_lowering")))
            .claim("swap-better-than-random", "sec. 3, theorem 1",
                "Edge-popup's swaps lower the loss more often than random swaps.",
                "fraction of single swaps that lowered the loss minus that of random swaps in the same layers; every network and "
                    + "density",
                exceeds(0.25, "half of the way from the toss of a coin to always"),
                Effect.every(POINTS, p -> value(p, "swaps_lowering").minus(value(p, "random_swaps_lowering"))))
            .claim("dropped-edges-return", "sec. 3, fig. 2",
                "An edge that was dropped can return: the final subnetwork holds such edges.",
                "fraction of the weights kept at the end that were kept at a look, dropped at a later one and kept again; every "
                    + "network and density",
                exceeds(0.01, "one in a hundred"), Effect.every(POINTS, p -> value(p, "returned_fraction")))

            .figure(byStep("swapped-fraction", "How fast the mask moves",
                "Fraction of the kept weights that one training step replaces, by step and density.")
                .curve("swapped_fraction", "fraction of kept weights replaced in a step"))
            .figure(byStep("overlap-with-final", "How early the final mask is there",
                "Fraction of the weights kept at the end that are kept at a step, by density; by chance it is the density.")
                .curve("overlap_with_final", "fraction of the final weights kept"))
            .figure(byStep("swaps-that-lower-the-loss", "How often swapping one edge lowers the loss",
                "Fraction of the swaps that changed the mini-batch's loss which lowered it: one edge for another as "
                    + "edge-popup's rule asks, all such swaps of a layer at once, and a random swap.")
                .measuring("fraction of swaps that lower the loss").curveCalled("one edge", "swap_lowering")
                .curveCalled("a layer at once", "layer_swap_lowering").curveCalled("random", "random_swap_lowering"))
            .says(POINTS, point -> said(point.records()))
            .build());
    }

    private static MeanFigure byStep(String id, String title, String caption) {
        return MeanFigure.of(id, title, caption).panels("network", Networks.SPLIT).by("series", DENSITIES);
    }

    private static SeedEffects value(Records point, String metric) {
        return SeedEffects.of(SeedValues.of(point, metric));
    }

    private static TrialResult watch(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        Budget budget = new Budget((int) p.integer("epochs"), (int) p.integer("batch_size"));
        return MethodTrial.run(trial, context, new EdgePopup(),
            new MaskMovement(p.number("density"), budget, (int) p.integer(LOOKS), (int) p.integer(PAIRS)));
    }

    private static double seconds(Trial trial) {
        Parameters p = trial.parameters();
        DataSet data = DataSets.named(p.text("dataset"));
        Architecture.Work work = Architectures.named(p.text("architecture")).work(data.shape(), data.classes(),
            new Architecture.Options(p.number("width"), false, false));
        double losses = p.integer(LOOKS) * USUAL_LAYERS * (2 * p.integer(PAIRS) + 1);
        return MethodTrial.estimateSeconds(trial)
            + losses * p.integer("batch_size") * work.multiplyAdds() / MULTIPLY_ADDS_PER_SECOND;
    }

    private static String density(Records point) {
        return point.values("init").get(0).toString().replace('-', ' ') + ", density " + point.values("density").get(0);
    }

    private static List<String> said(Records point) {
        List<Double> means = Stream.of("swaps_lowering", "random_swaps_lowering", "swaps_unchanging",
            "first_overlap", "returned_fraction").map(metric -> MeanRows.mean(point.summary(metric))).toList();
        int seeds = point.summary("swaps_lowering").size();
        return means.contains(null) ? List.of() : List.of(String.format(Locale.ROOT, "%s, %s: of the single swaps that changed the "
            + "loss %.1f %% lowered it (random swaps %.1f %%; %.1f %% of the swaps changed nothing); %.1f %% of the final "
            + "weights were already kept at the start, %.1f %% had been dropped and returned (means over %d seed%s).",
            Networks.name(point), density(point), 100 * means.get(0), 100 * means.get(1), 100 * means.get(2), 100 * means.get(3),
            100 * means.get(4), seeds, seeds == 1 ? "" : "s"));
    }
}
