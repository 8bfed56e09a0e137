package org.espalier.edgepopup.sampling;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Instruments;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.SampledSupermask;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.MeanRows;
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
 * {@code edge-popup/sampling}: does learning which weights to keep (edge-popup) find better subnetworks than learning how
 * probably to keep each (Zhou et al. 2019)? Figure 4 of Ramanujan et al. 2020. The claims were fixed before any data were seen.
 */
public final class SamplingStudy extends DeclaredStudy {
    static final String RATE = "learning_rate";
    static final String RESCALED = "rescaled";
    private static final String POPUP = "edge-popup";
    private static final String SAMPLED = "sampled-supermask";
    private static final String RANDOM = "random";
    private static final double DENSITY = 0.5;
    /** The drawing of a mask takes about three times as long as the rest of a small network's pass over its weights. */
    private static final double MASK_COST = 2;
    private static final TrialKind DRAWING = TrialKind.of(SamplingStudy::sample,
        trial -> MASK_COST * MethodTrial.estimateSeconds(trial), MethodTrial::libraries);

    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 4, 0, 5000),
            new Setup("conv2", 0.125, "fashion-mnist", 4, 10_000, 5000)),
        Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 5000),
            new Setup("conv2", 0.125, "fashion-mnist", 8, 20_000, 5000),
            new Setup("conv4", 0.125, "fashion-mnist", 8, 20_000, 5000)),
        Setups.of(5, Setup.full("conv2"), Setup.full("conv4"), Setup.full("conv6"), Setup.full("conv8")));

    private static final PerPreset<List<Double>> RATES = new PerPreset<>(List.of(50.0), List.of(5.0, 50.0),
        List.of(2.0, 10.0, 50.0, 200.0), List.of(2.0, 10.0, 50.0, 100.0, 200.0));

    public SamplingStudy() {
        super(StudySpec.of("edge-popup/sampling", 1)
            .asks("Does learning which weights to keep find better subnetworks of an untrained network than learning how "
                + "probably to keep each?")
            .how("Edge-popup at density 0.5 beside sampled supermasks (probability sigmoid of a score, a mask drawn at every "
                + "step, straight-through gradient), whose probabilities start at 0.5, at several learning rates, without "
                + "and with dynamic weight rescaling, and a random subnetwork. All start at the same signed constant weights, "
                + "see the same batches and take the same number of steps. The learning rate of the sampled supermasks is "
                + "chosen for each seed on validation images; edge-popup keeps its one setting, so the choice favours the "
                + "supermasks. Both are evaluated with one mask: edge-popup's, and for the supermasks the one drawn after the "
                + "last step. Deviations: a validation split; no gradient through the factor of the rescaling; Zhou et al. "
                + "average the accuracy of several drawn masks and start from Glorot normal weights; smoke, quick and standard "
                + "use smaller data, narrower networks and fewer epochs.")
            .after(Papers.RAMANUJAN, Papers.ZHOU)
            .plans(MethodGrid.points(SETUPS, SamplingStudy::points)
                .comparing("architecture", "width", "method", RATE, RESCALED)
                .with(Parameter.number(RATE, "Learning rate of the sampled supermasks' scores; large, 5 to 200.", 0, 1e6))
                .with(Parameter.flag(RESCALED, "Dynamic weight rescaling of the sampled supermasks.")))
            .runs(MethodTrial.KIND.unless(p -> p.text("method").equals(SAMPLED), DRAWING))

            .claim("better-than-sampling", "sec. 4, fig. 4",
                "Edge-popup finds better subnetworks than learning the probability of each weight.",
                "test accuracy of edge-popup at density 0.5 minus that of the best sampled supermask (learning rate and "
                    + "rescaling chosen on validation); every architecture",
                exceeds(0.005, "half a point, the differences one can see in such a figure"),
                Effect.every(Networks.SPLIT, SamplingStudy::popupAboveSampled))
            .of(Papers.ZHOU)
            .claim("supermask-far-above-random", "sec. 5",
                "A learned supermask over untrained weights classifies far better than chance.",
                "test accuracy of the best sampled supermask (chosen on validation) minus that of a random subnetwork of density "
                    + "0.5; every architecture",
                exceeds(0.30, "three times the accuracy of guessing among ten classes"),
                Effect.every(Networks.SPLIT, n -> best(n).minus(of(n, RANDOM))))
            .claim("rescaling-helps", "sec. 5",
                "Dynamic weight rescaling raises the accuracy of learned supermasks.",
                "test accuracy with dynamic weight rescaling minus that without, each at the learning rate chosen on validation; "
                    + "every architecture",
                positive("the direction alone: the sizes in the paper could not be verified"),
                Effect.every(Networks.SPLIT, n -> best(n.where(RESCALED, true)).minus(best(n.where(RESCALED, false)))))

            .figure(MeanFigure.of("accuracy-by-method", "Edge-popup beside sampled supermasks",
                "Test accuracy of the subnetwork each method finds in the same untrained weights; the learning rate of "
                    + "sampled supermasks is chosen for each seed on validation.")
                .measuring("test accuracy").panels("network", Networks.SPLIT)
                .series("edge-popup", n -> of(n, POPUP))
                .series("sampled supermask", n -> best(n.where(RESCALED, false)))
                .series("sampled, rescaled", n -> best(n.where(RESCALED, true)))
                .series("random subnetwork", n -> of(n, RANDOM))
                .sideBySide("method"))
            .figure(MeanFigure.of("accuracy-against-learning-rate", "What the learning rate does to sampled supermasks",
                "Test accuracy of sampled supermasks against the learning rate of their scores, without and with dynamic "
                    + "weight rescaling.")
                .mean(SamplingStudy::best, "test accuracy").againstLog(RATE, "learning rate").panels("network", Networks.SPLIT)
                .by("series", Split.by(RESCALED).called(r -> r.values(RESCALED).get(0).equals(true) ? "rescaled" : "not rescaled")
                    .of(r -> r.where(p -> p.has(RATE) && p.number(RATE) > 0))))
            .says(Networks.SPLIT, SamplingStudy::said)
            .build());
    }

    private static Collection<Parameters> points(Setup setup, Preset preset, Overrides overrides) {
        List<Parameters> points = new ArrayList<>();
        for (Object method : overrides.values().getOrDefault("method", List.of(POPUP, SAMPLED, RANDOM))) {
            setup.points(overrides, grid -> {
                Grid common = grid.axis("init", "signed-constant").axis("density", DENSITY);
                return method.equals(SAMPLED) ? common.axis(RESCALED, false, true).axis(RATE, RATES.of(preset)) : common;
            }).forEach(p -> points.add(p.with("method", method)));
        }
        return points;
    }

    private static TrialResult sample(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        return MethodTrial.run(trial, context, new SampledSupermask(p.number(RATE), p.flag(RESCALED)), Instruments.NONE);
    }

    private static SeedEffects popupAboveSampled(Records network) {
        return of(network, POPUP).minus(best(network));
    }

    /** Test accuracy of a method with one setting. */
    static SeedEffects of(Records network, String method) {
        return SeedEffects.of(Networks.chosenOnValidation(Networks.by("density", network.where("method", method))));
    }

    /** Test accuracy of the sampled supermask of the best validation accuracy. */
    static SeedEffects best(Records network) {
        return SeedEffects.of(Networks.chosenOnValidation(
            Split.by(RESCALED).then(Split.by(RATE)).parts(network.where("method", SAMPLED))));
    }

    private static List<String> said(Split.Part network) {
        SeedEffects popup = of(network.records(), POPUP);
        SeedEffects sampled = best(network.records());
        return popup.n() == 0 || sampled.n() == 0 ? List.of() : List.of(String.format(Locale.ROOT, "%s: edge-popup reaches %.1f %%, "
            + "the best sampled supermask %.1f %%; the difference is %s.", network.cell(), 100 * MeanRows.mean(popup.bySeed()),
            100 * MeanRows.mean(sampled.bySeed()), MeanRows.points(popupAboveSampled(network.records()).bySeed())));
    }
}
