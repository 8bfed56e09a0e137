package org.espalier.edgepopup.iterand;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
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
 * {@code edge-popup/iterand}: does drawing pruned weights anew while scores are learnt find better subnetworks than edge-popup in
 * networks of equal width? Figure 2 of Chijiwa et al. 2021. The claims and the controls were fixed before any data were seen.
 */
public final class IteRandStudy extends DeclaredStudy {
    static final Paper CHIJIWA = new Paper("arXiv:2106.09269",
        "Pruning Randomly Initialized Neural Networks with Iterative Randomization", "Chijiwa et al.", 2021);

    private static final String POPUP = "edge-popup";
    private static final String ITERAND = "iterand";
    private static final String ALL = "iterand-all";
    private static final String KEPT = "iterand-kept";
    private static final List<String> TRAINED = List.of("dense-sgd", "dense-adam");
    private static final String CONTROL = "a control of ours";
    private static final Split ARCHITECTURES = Split.by("architecture");

    /** The width of a set-up is the narrowest; the others are its multiples. */
    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.25, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 0.125, "fashion-mnist", 4, 0, 5000)),
        Setups.of(5, new Setup("lenet-300-100", 0.0625, "fashion-mnist", 8, 0, 5000),
            new Setup("conv2", 0.0625, "fashion-mnist", 8, 10_000, 5000)),
        Setups.of(3, new Setup("conv6", 0.25, "cifar10", 100, 0, 5000), new Setup("resnet18", 0.25, "cifar10", 100, 0, 5000)));

    private static final PerPreset<List<Double>> MULTIPLES = new PerPreset<>(List.of(1.0, 2.0), List.of(1.0, 2.0, 4.0),
        List.of(1.0, 2.0, 4.0, 8.0), List.of(1.0, 2.0, 4.0, 8.0));

    public IteRandStudy() {
        super(StudySpec.of("edge-popup/iterand", 1)
            .asks("Does drawing pruned weights anew while scores are learnt find better subnetworks than edge-popup in "
                + "networks of equal width?")
            .how("Edge-popup and IteRand from the same initial weights, scores and batches, at the same density and number "
                + "of steps, in networks of several widths; the one thing that tells them apart is that every K steps a "
                + "tenth of the pruned weights is drawn anew. Beside them IteRand that draws all pruned weights anew at "
                + "once, and the controls: edge-popup trained twice as long, as many new weights among the kept ones, and "
                + "the trained network (SGD 0.01 and Adam 3e-4, chosen for each seed on validation) as the room there is to "
                + "improve. An effect of a seed is the mean over the widths. Signed constant weights; density 0.5, in "
                + "resnet18 0.4. Deviations: scores are ranked, drawn and trained as the suite's edge-popup does (by "
                + "magnitude, SGD 0.1), not as the released code (by value; SGD 0.3 for convolutional networks); K is 300 "
                + "for a training as long as the paper's and shorter in proportion, so that as many redrawings are made; "
                + "ResNet-34 is left out; no augmentation; a validation split; smoke, quick and standard use smaller data, "
                + "narrower and shallower networks and fewer epochs.")
            .after(CHIJIWA, Papers.RAMANUJAN)
            .plans(MethodGrid.points(SETUPS, IteRandStudy::points).comparing("architecture", "width", "method")
                .withoutStart("draws weights anew, and weights that are given have no distribution to draw from"))
            .runs(MethodTrial.KIND)

            .claim("better-at-equal-width", "fig. 2", "In a network of the same width IteRand finds a better subnetwork than "
                + "edge-popup.",
                "test accuracy of IteRand minus that of edge-popup, mean over the widths; every architecture",
                positive("the direction alone: the sizes of the figure could not be verified"),
                against(IteRandStudy::popup))
            .claim("partial-better-than-all", "on partial randomisation", "Drawing a part of the pruned weights anew is "
                + "better than drawing all of them at once.",
                "test accuracy of IteRand with r = 0.1 minus that with r = 1, mean over the widths; every architecture",
                positive("the direction alone: the sizes could not be verified"),
                against(network -> accuracy(network, ALL)))
            .claim("not-a-longer-search", CONTROL, "What IteRand gains is more than edge-popup gains from twice as many steps.",
                "test accuracy of IteRand minus that of edge-popup trained twice as long, mean over the widths; every "
                    + "architecture",
                positive("a longer search must not explain the gain"),
                against(IteRandStudy::popupTwiceAsLong))
            .claim("not-any-new-weights", CONTROL, "New weights help where weights are pruned, not anywhere.",
                "test accuracy of IteRand minus that with as many new weights among the kept ones, mean over the widths; "
                    + "every architecture",
                positive("noise in the kept weights must not explain the gain"),
                against(network -> accuracy(network, KEPT)))
            .claim("room-to-improve", CONTROL, "The trained network is better than edge-popup: a better search could show.",
                "test accuracy of the trained network minus that of edge-popup, mean over the widths; every architecture",
                exceeds(0.01, "a point: with less room a gain could hardly be seen"),
                overWidths(network -> trained(network).minus(popup(network))))

            .figure(MeanFigure.of("accuracy-against-width", "Subnetworks of random weights, drawn once and drawn anew",
                "Test accuracy of the subnetwork found at density 0.5 (resnet18: 0.4), and of the trained network, "
                    + "against the width of the network. Dashed: what IteRand is compared with beside edge-popup. New "
                    + "weights among the kept ones are not drawn: they would hide all else.")
                .measuring("test accuracy").againstLog("width", "width multiplier").panels("network", ARCHITECTURES)
                .series("edge-popup", IteRandStudy::popup).series("iterand", network -> accuracy(network, ITERAND))
                .series("iterand, all at once", network -> accuracy(network, ALL))
                .series("edge-popup, twice as long", IteRandStudy::popupTwiceAsLong)
                .series("trained network", IteRandStudy::trained)
                .dashed(name -> !List.of("edge-popup", "iterand").contains(name)))
            .figure(MeanFigure.of("gain-over-edge-popup", "What is gained over edge-popup in a network of the same width",
                "Test accuracy minus that of edge-popup of the same width and seed.")
                .measuring("difference of test accuracy").rule(0, "edge-popup").intervals()
                .againstLog("width", "width multiplier").panels("network", ARCHITECTURES)
                .series("iterand", gain(network -> accuracy(network, ITERAND)))
                .series("iterand, all at once", gain(network -> accuracy(network, ALL)))
                .series("edge-popup, twice as long", gain(IteRandStudy::popupTwiceAsLong)))
            .says(Networks.SPLIT, IteRandStudy::said)
            .build());
    }

    private static Collection<Parameters> points(Setup setup, Preset preset, Overrides overrides) {
        List<Double> widths = MULTIPLES.of(preset).stream().map(m -> m * setup.width()).toList();
        List<Parameters> points = new ArrayList<>();
        for (Parameters network : setup.pointsOfAnyWidth(overrides, grid -> grid.axis("init", "signed-constant")
            .axis("width", widths).axis("density", setup.architecture().startsWith("resnet") ? 0.4 : 0.5)
            .axis("method", POPUP, ITERAND, ALL, KEPT, TRAINED.get(0), TRAINED.get(1)))) {
            boolean selects = SubnetworkMethods.named(network.text("method")).selects();
            points.add(selects ? network : network.with("density", 1.0));
            if (network.text("method").equals(POPUP)) {
                points.add(network.with("epochs", 2 * network.integer("epochs")));
            }
        }
        return points;
    }

    /** What IteRand has over another way to find a subnetwork. */
    private static Effect against(Function<Records, SeedEffects> other) {
        return overWidths(network -> accuracy(network, ITERAND).minus(other.apply(network)));
    }

    private static Effect overWidths(Function<Records, SeedEffects> effect) {
        return Effect.every(ARCHITECTURES, architecture -> SeedEffects.mean(Networks.by("width", architecture).stream().map(effect)
            .toList()));
    }

    private static Function<Records, SeedEffects> gain(Function<Records, SeedEffects> accuracy) {
        return network -> accuracy.apply(network).minus(popup(network));
    }

    private static SeedEffects accuracy(Records network, String method) {
        return SeedEffects.of(network.where("method", method).summary(Networks.TEST));
    }

    /** As many steps as the others: the shorter of its two trainings. */
    private static SeedEffects popup(Records network) {
        List<Records> lengths = Networks.by("epochs", network.where("method", POPUP));
        return lengths.isEmpty() ? accuracy(network, POPUP) : SeedEffects.of(lengths.get(0).summary(Networks.TEST));
    }

    private static SeedEffects popupTwiceAsLong(Records network) {
        List<Records> lengths = Networks.by("epochs", network.where("method", POPUP));
        return lengths.size() < 2 ? SeedEffects.NONE : SeedEffects.of(lengths.get(1).summary(Networks.TEST));
    }

    /** The optimiser chosen for each seed on validation. */
    private static SeedEffects trained(Records network) {
        return SeedEffects.of(Networks.chosenOnValidation(TRAINED.stream().map(m -> network.where("method", m)).toList()));
    }

    private static List<String> said(Split.Part network) {
        SeedEffects gain = gain(n -> accuracy(n, ITERAND)).apply(network.records());
        SeedEffects room = gain(IteRandStudy::trained).apply(network.records());
        if (gain.n() == 0) {
            return List.of();
        }
        SeedEffects kept = accuracy(network.records(), KEPT);
        return List.of(String.format(Locale.ROOT,
            "%s: edge-popup reaches %.1f %%; drawing pruned weights anew changes that by %s%s%s.",
            network.cell(), 100 * MeanRows.mean(popup(network.records()).bySeed()), MeanRows.points(gain.bySeed()),
            room.n() == 0 ? "" : ", training all weights by " + MeanRows.points(room.bySeed()),
            kept.n() == 0 ? "" : String.format(Locale.ROOT, "; with new weights among the kept ones %.1f %% are left",
                100 * MeanRows.mean(kept.bySeed()))));
    }
}
