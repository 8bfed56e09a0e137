package org.espalier.edgepopup.init;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.study.Parameter;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code edge-popup/init}: which distribution of random weights hides the best subnetworks, and does scaling it for the
 * density help? Figures 7 and 10 of Ramanujan et al. 2020. The claims were fixed before any data were seen.
 */
public final class InitStudy extends DeclaredStudy {
    private static final String SIGNED = "signed-constant";
    private static final String NORMAL = "kaiming-normal";
    private static final List<String> OTHERS = List.of(NORMAL, "kaiming-uniform", "glorot-normal");
    private static final List<String> DISTRIBUTIONS = List.of(SIGNED, NORMAL, "kaiming-uniform", "glorot-normal");
    private static final double SPARSE = 0.1;

    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 3, 0, 5000)),
        Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 5000),
            new Setup("conv2", 0.125, "fashion-mnist", 8, 10_000, 5000)),
        Setups.of(5, Setup.full("conv2"), Setup.full("conv4"), Setup.full("conv6"), Setup.full("conv8")));

    private static final PerPreset<List<Double>> DENSITIES = new PerPreset<>(List.of(0.1, 0.5), List.of(0.1, 0.5),
        List.of(0.1, 0.3, 0.5, 0.7), List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9));

    public InitStudy() {
        super(StudySpec.of("edge-popup/init", 1)
            .asks("Which distribution of random weights hides the best subnetworks, and does scaling it for the density help?")
            .how("Edge-popup on weights drawn as signed constant, Kaiming normal, Kaiming uniform and Glorot normal, each "
                + "unscaled and scaled by sqrt(1/density), at several densities; nothing else differs, and from one seed all "
                + "see the same batches. Where a density has to be chosen, it is chosen for each seed on validation images. "
                + "Deviations: the released code scales by the fraction removed where the paper means the fraction kept; here "
                + "it is the fraction kept; it draws the signs of the constants from another generator; a validation split; "
                + "figure 10 is on ImageNet, here it is asked of small networks; smoke, quick and standard use smaller data, "
                + "narrower networks and fewer epochs.")
            .after(Papers.RAMANUJAN)
            .plans(MethodGrid.of(SETUPS, (grid, preset) -> grid.axis("method", "edge-popup").axis("init", DISTRIBUTIONS)
                .axis("density", DENSITIES.of(preset)).axis(MethodTrial.SCALED, false, true))
                .comparing("architecture", "width", "init", "density", MethodTrial.SCALED)
                .with(Parameter.flag(MethodTrial.SCALED, "Whether the weights are scaled by sqrt(1/density)."))
                .withoutStart("compares distributions of initial weights, and weights that are given have none"))
            .runs(MethodTrial.KIND)

            .claim("signed-constant-best", "sec. 4, fig. 7",
                "No distribution of the weights hides better subnetworks than the signed Kaiming constant.",
                "test accuracy with signed constant weights minus that with Kaiming normal, minus that with Kaiming uniform, "
                    + "minus that with Glorot normal, unscaled, each at the density chosen on validation; every architecture",
                exceeds(-0.005, "a margin of half a point"),
                Effect.everyOf(Networks.SPLIT, n -> OTHERS.stream().map(other -> best(n, SIGNED).minus(best(n, other))).toList()))
            .claim("glorot-worse-than-kaiming", "sec. 4, fig. 7",
                "Glorot normal weights hide worse subnetworks than Kaiming normal weights.",
                "test accuracy with Kaiming normal weights minus that with Glorot normal, unscaled, each at the density chosen "
                    + "on validation; every architecture",
                positive("the direction alone: the sizes of the figure could not be verified"),
                Effect.every(Networks.SPLIT, n -> best(n, NORMAL).minus(best(n, "glorot-normal"))))
            .claim("scaling-helps-when-few-are-kept", "sec. 4, fig. 10",
                "Scaling the weights by sqrt(1/density) helps when few of them are kept.",
                "test accuracy with scaled weights minus that with unscaled, at density 0.1, signed constant and Kaiming "
                    + "normal; every architecture",
                positive("the direction alone: figure 10 is on another data set"),
                Effect.everyOf(Networks.SPLIT, n -> List.of(scaling(n, SIGNED), scaling(n, NORMAL))))

            .figure(MeanFigure.of("accuracy-by-distribution", "What edge-popup finds in weights of different distributions",
                "Test accuracy of the subnetwork that edge-popup finds, against density. Dashed: weights scaled by "
                    + "sqrt(1/density).")
                .mean(Networks.TEST, "test accuracy").against("density", "density (fraction of weights kept)")
                .by("series", Split.by("init").then(Split.by(MethodTrial.SCALED)).called(InitStudy::distribution))
                .dashed(name -> name.endsWith(", scaled")).panels("network", Networks.SPLIT))
            .figure(MeanFigure.of("gain-from-scaling", "What scaling the weights by sqrt(1/density) adds",
                "Test accuracy with scaled weights minus that with unscaled weights of the same seed.")
                .mean(InitStudy::gain, "difference of test accuracy").rule(0, "no difference").intervals()
                .against("density", "density (fraction of weights kept)")
                .by("series", Split.by("init").called(InitStudy::distribution)).panels("network", Networks.SPLIT))
            .says(InitStudy::ranking)
            .build());
    }

    /** "kaiming normal", and ", scaled" where all its trials are. */
    private static Object distribution(Records of) {
        return of.values("init").get(0).toString().replace('-', ' ')
            + (of.values(MethodTrial.SCALED).equals(List.of(true)) ? ", scaled" : "");
    }

    /** Test accuracy with unscaled weights, at each seed's density of best validation accuracy. */
    private static SeedEffects best(Records network, String init) {
        return SeedEffects.of(Networks.chosenOnValidation(
            Networks.by("density", network.where("init", init).where(MethodTrial.SCALED, false))));
    }

    /** What scaling adds at the smallest density. */
    private static SeedEffects scaling(Records network, String init) {
        return gain(network.where("init", init).where("density", SPARSE));
    }

    private static SeedEffects gain(Records place) {
        return SeedEffects.difference(place.where(MethodTrial.SCALED, true).summary(Networks.TEST),
            place.where(MethodTrial.SCALED, false).summary(Networks.TEST));
    }

    private static List<String> ranking(Records records) {
        record Ranked(String init, double accuracy, int seeds) {}
        List<String> sentences = new ArrayList<>();
        for (Records network : Networks.of(records)) {
            List<Ranked> ranked = new ArrayList<>();
            for (Split.Part part : Split.by("init").called(InitStudy::distribution).of(network.where(MethodTrial.SCALED, false))) {
                SeedEffects best = best(network, part.records().values("init").get(0).toString());
                if (best.n() > 0) {
                    ranked.add(new Ranked(part.cell().toString(), MeanRows.mean(best.bySeed()), best.n()));
                }
            }
            ranked.sort(Comparator.comparingDouble(Ranked::accuracy).reversed());
            if (!ranked.isEmpty()) {
                int seeds = ranked.get(0).seeds();
                sentences.add(Networks.name(network) + ", unscaled, density chosen on validation: "
                    + String.join(", ", ranked.stream().map(r -> String.format(Locale.ROOT, "%s %.1f %%", r.init(),
                        100 * r.accuracy())).toList())
                    + " (means over " + seeds + " seed" + (seeds == 1 ? "" : "s") + ").");
            }
            SeedEffects gain = scaling(network, SIGNED);
            if (gain.n() > 0) {
                sentences.add(Networks.name(network) + ": at density 0.1, scaling signed constant weights changes the "
                    + "accuracy by " + MeanRows.points(gain.bySeed()) + ".");
            }
        }
        return sentences;
    }
}
