package org.espalier.edgepopup.width;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.base.InvalidInputException;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
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
 * {@code edge-popup/width}: does a wider network hide a better subnetwork, at the same density and at the same number of
 * kept weights? Figures 5 and 6 of Ramanujan et al. 2020. The claims were fixed before any data were seen.
 */
public final class WidthStudy extends DeclaredStudy {
    private static final String ID = "edge-popup/width";
    private static final String POPUP = "edge-popup";
    private static final double DENSITY = 0.5;
    private static final String TRAINED = "trained network";
    private static final Split ARCHITECTURES = Split.by("architecture");

    /** The width of a set-up is the narrowest; the others are its multiples. */
    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.25, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 0.25, "fashion-mnist", 4, 0, 5000)),
        Setups.of(5, new Setup("lenet-300-100", 0.25, "fashion-mnist", 8, 0, 5000),
            new Setup("conv2", 0.0625, "fashion-mnist", 8, 10_000, 5000)),
        Setups.of(5, new Setup("conv4", 0.25, "cifar10", 100, 0, 5000), new Setup("conv6", 0.25, "cifar10", 100, 0, 5000)));

    private static final PerPreset<List<Double>> MULTIPLES = new PerPreset<>(List.of(1.0, 2.0), List.of(1.0, 2.0, 4.0),
        List.of(1.0, 2.0, 4.0, 8.0), List.of(1.0, 2.0, 4.0, 6.0, 8.0));

    public WidthStudy() {
        super(StudySpec.of(ID, 1)
            .asks("Does a wider network hide a better subnetwork, at the same density and at the same number of kept weights?")
            .how("Edge-popup in networks of several widths (multiplier of every hidden layer), in two series: at density "
                + "0.5, and at the density that keeps as many weights as density 0.5 keeps in the narrowest network. Beside "
                + "them the trained network of each width (SGD 0.01 and Adam 3e-4, chosen for each seed on validation). Signed "
                + "constant weights, the same number of steps. Trends are slopes over log2(width) a seed. Deviations: the "
                + "density of the second series is the same in every layer and rounded to five decimals; a validation split; "
                + "smoke, quick and standard use smaller data, narrower networks and fewer epochs.")
            .after(Papers.RAMANUJAN)
            .plans(MethodGrid.points(SETUPS, WidthStudy::points).comparing("architecture", "width", "method")
                .withoutStart("compares a network with wider ones, and one that is given has one width"))
            .runs(MethodTrial.KIND)

            .claim("closer-when-wider", "sec. 4, fig. 5",
                "The wider the network, the closer its best untrained subnetwork comes to the trained network.",
                "slope over log2(width) of test accuracy of edge-popup at density 0.5 minus that of the trained network of the "
                    + "same width (SGD or Adam, chosen on validation); every architecture",
                positive("the direction alone: the sizes of the figure could not be verified"),
                Effect.every(ARCHITECTURES, a -> slope(Networks.by("width", a), WidthStudy::gap)))
            .claim("near-trained-when-wide", "sec. 4, fig. 5",
                "In a network that is wide enough, the best untrained subnetwork comes within a small margin of the trained "
                    + "network.",
                "test accuracy of edge-popup at density 0.5 minus that of the trained network, at the largest width; every "
                    + "architecture",
                exceeds(-0.02, "the margin of edge-popup/density: the largest gap read off fig. 3"),
                Effect.every(ARCHITECTURES, a -> gap(last(Networks.by("width", a)))))
            .claim("better-from-a-wider-network", "sec. 4, fig. 6",
                "Of subnetworks with the same number of weights, those chosen from a wider network are better.",
                "slope over log2(width) of test accuracy of edge-popup at a fixed number of kept weights; every architecture",
                positive("the direction alone: the sizes of the figure could not be verified"),
                Effect.every(ARCHITECTURES, a -> slope(fixedKept(a), n -> SeedEffects.of(n.summary(Networks.TEST)))))

            .figure(MeanFigure.of("accuracy-against-width", "Subnetworks of wider and wider untrained networks",
                "Test accuracy of the subnetwork that edge-popup finds, at density 0.5 and at the number of kept weights that "
                    + "the narrowest network keeps at density 0.5, and of the trained network (dashed).")
                .measuring("test accuracy").againstLog("width", "width multiplier").panels("network", ARCHITECTURES)
                .series("edge-popup, density " + DENSITY, WidthStudy::fixedDensity)
                .series(TRAINED, WidthStudy::trained)
                .series("edge-popup, fixed kept weights", n -> SeedEffects.of(smallest(n).summary(Networks.TEST)))
                .dashed(TRAINED::equals))
            .figure(MeanFigure.of("gap-against-width", "The gap to the trained network against width",
                "Test accuracy of edge-popup at density 0.5 minus that of the trained network of the same width and seed.")
                .mean(WidthStudy::gap, "difference of test accuracy").rule(0, "as good as trained").intervals()
                .againstLog("width", "width multiplier").panels("network", ARCHITECTURES))
            .says(ARCHITECTURES, WidthStudy::said)
            .build());
    }

    private static Collection<Parameters> points(Setup setup, Preset preset, Overrides overrides) {
        if (overrides.values().containsKey("density")) {
            throw new InvalidInputException("--set density: " + ID + " compares density " + DENSITY
                + " with the densities that keep as many weights, so it takes no other; use edge-popup/density");
        }
        List<Object> methods = overrides.values().getOrDefault("method", List.of(POPUP, "dense-sgd", "dense-adam"));
        List<Double> widths = MULTIPLES.of(preset).stream().map(m -> m * setup.width()).toList();
        List<Parameters> networks = setup.pointsOfAnyWidth(overrides,
            grid -> grid.axis("init", "signed-constant").axis("width", widths));
        double narrowest = networks.stream().mapToDouble(p -> p.number("width")).min().orElseThrow();
        List<Parameters> points = new ArrayList<>();
        for (Parameters network : networks) {
            methods.forEach(method -> addDensities(network.with("method", method), narrowest, points));
        }
        return points;
    }

    private static void addDensities(Parameters network, double narrowest, List<Parameters> points) {
        if (!SubnetworkMethods.named(network.text("method")).selects()) {
            points.add(network.with("density", 1.0));
            return;
        }
        points.add(network.with("density", DENSITY));
        points.add(network.with("density", DensityOfEqualCount.of(network.text("architecture"), network.text("dataset"),
            narrowest, network.number("width"), DENSITY)));
    }

    private static Records last(List<Records> widths) {
        return widths.get(widths.size() - 1);
    }

    /** One width makes no trend. */
    private static SeedEffects slope(List<Records> widths, Function<Records, SeedEffects> value) {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        widths.forEach(n -> levels.put(Math.log(width(n)) / Math.log(2), value.apply(n).bySeed()));
        return levels.size() < 2 ? SeedEffects.NONE : SeedEffects.slope(levels);
    }

    private static double width(Records network) {
        return ((Number) network.values("width").get(0)).doubleValue();
    }

    private static SeedEffects fixedDensity(Records network) {
        return SeedEffects.of(network.where("method", POPUP).where("density", DENSITY).summary(Networks.TEST));
    }

    /**
     * By width, edge-popup at the density that keeps as many weights as density 0.5 in the narrowest network: density 0.5
     * there, the smallest elsewhere.
     */
    static List<Records> fixedKept(Records architecture) {
        return Networks.by("width", architecture.where("method", POPUP)).stream().map(WidthStudy::smallest).toList();
    }

    private static Records smallest(Records network) {
        Records popup = network.where("method", POPUP);
        return popup.isEmpty() ? popup : popup.where("density", popup.values("density").get(0));
    }

    /** The trained network, the optimiser chosen for each seed on validation. */
    private static SeedEffects trained(Records network) {
        return SeedEffects.of(Networks.chosenOnValidation(
            Networks.by("method", network.where(p -> p.text("method").startsWith("dense-")))));
    }

    /** The gap at one width: negative where the trained network is better. */
    private static SeedEffects gap(Records network) {
        return fixedDensity(network).minus(trained(network));
    }

    private static List<String> said(Split.Part architecture) {
        List<String> sentences = new ArrayList<>();
        for (Records network : Networks.by("width", architecture.records())) {
            SeedEffects gap = gap(network);
            if (gap.n() > 0) {
                sentences.add(String.format(Locale.ROOT, "%s, width %s: edge-popup at density 0.5 reaches %.1f %%; the "
                    + "difference to the trained network is %s.", architecture.cell(), network.values("width").get(0),
                    100 * MeanRows.mean(fixedDensity(network).bySeed()), MeanRows.points(gap.bySeed())));
            }
        }
        List<Records> kept = fixedKept(architecture.records());
        if (kept.size() > 1) {
            Double before = MeanRows.mean(kept.get(0).summary(Networks.TEST));
            Double after = MeanRows.mean(last(kept).summary(Networks.TEST));
            if (before != null && after != null) {
                sentences.add(String.format(Locale.ROOT, "%s: with as many weights kept, choosing them from width %s "
                    + "instead of %s changes the accuracy from %.1f to %.1f %%.", architecture.cell(), width(last(kept)),
                    width(kept.get(0)), 100 * before, 100 * after));
            }
        }
        return sentences;
    }
}
