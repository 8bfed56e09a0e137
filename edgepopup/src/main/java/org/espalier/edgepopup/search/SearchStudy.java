package org.espalier.edgepopup.search;

import static org.espalier.study.spec.Threshold.exceeds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Instruments;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.TrialKind;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code edge-popup/search}: how accurate is the best of many random subnetworks, and how many would one have to draw to
 * find one as good as edge-popup's? The claims were fixed before any data were seen.
 */
public final class SearchStudy extends DeclaredStudy {
    static final String POPUP = "edge-popup";
    static final String SEARCH = "random-search";
    static final String SAMPLES = "samples";
    /** How many subnetworks the talk on the paper draws. */
    static final double TALK_DRAWS = 500_000;
    /** One part for each architecture, width and density. */
    static final Split NETWORKS = Networks.SPLIT.then(Split.by("density"))
        .called(n -> Networks.name(n) + ", density " + n.values("density").get(0));
    private static final double START_SECONDS = 2;
    private static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
    /** Drawing, masking and copying. */
    private static final double SECONDS_PER_WEIGHT = 12e-9;
    private static final TrialKind SEARCHING = TrialKind.of(SearchStudy::search, SearchStudy::seconds, MethodTrial::libraries);

    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200)),
        Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 4, 0, 1000)),
        Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 1000),
            new Setup("conv2", 0.125, "fashion-mnist", 8, 20_000, 1000)),
        Setups.of(5, new Setup("conv2", 1, "cifar10", 100, 0, 1000), new Setup("conv6", 1, "cifar10", 100, 0, 1000)));

    private static final PerPreset<Integer> DRAWN = new PerPreset<>(300, 10_000, 10_000, 10_000);

    public SearchStudy() {
        super(StudySpec.of("edge-popup/search", 1)
            .asks("How accurate is the best of many random subnetworks, and how many would one have to draw to find one as good "
                + "as edge-popup's?")
            .how("Random subnetworks of density 0.5 of one untrained network (signed constant), each evaluated on the same "
                + "validation images; the best by validation is measured on the test images once. Beside it edge-popup on the "
                + "same weights. The tail of the accuracies is extrapolated: a generalised Pareto distribution above the "
                + "threshold that a tenth exceed (probability-weighted moments), and a normal distribution of all; intervals "
                + "by the bootstrap. Extrapolations compare validation accuracies, which flatter the best of many draws. A "
                + "talk on the paper argues that a large network must contain a good subnetwork: if one is bad with "
                + "probability 99.999 %, none of 500,000 is good with a probability below 0.1 %; it is 0.67 %, and what "
                + "fraction of random subnetworks is good is measured here. Deviation: the paper makes no such search.")
            .after(Papers.RAMANUJAN)
            .plans(MethodGrid.points(SETUPS, SearchStudy::points).comparing("architecture", "width", "method", "density")
                .with(Parameter.integer(SAMPLES, "Random subnetworks drawn by random-search.", 1, 10_000_000)))
            .runs(MethodTrial.KIND.unless(p -> p.text("method").equals(SEARCH), SEARCHING))

            .claim("search-falls-short", "sec. 3 (why an algorithm is needed)",
                "Good subnetworks are too rare to be found by drawing random ones: an algorithm is needed.",
                "test accuracy of edge-popup minus that of the best random subnetwork (chosen on validation) of all that were "
                    + "drawn; every network",
                exceeds(0.10, "ten points, the accuracy of guessing among ten classes"),
                Effect.every(NETWORKS, n -> accuracy(n, POPUP).minus(accuracy(n, SEARCH))))
            .claim("half-a-million-suffice", "fig. 1, as a talk on the paper argues it",
                "Among half a million random subnetworks of a large network there is one as good as edge-popup's.",
                "validation accuracy that one of 500,000 random subnetworks would exceed (the largest of: generalised Pareto "
                    + "tail, normal distribution, best drawn) minus that of edge-popup; every network",
                exceeds(-0.02, "as good as: within two points"), Effect.every(NETWORKS, SearchStudy::talk))

            .figures(records -> SearchFindings.of(records).figures())
            .tables(records -> SearchFindings.of(records).tables())
            .says(records -> SearchFindings.of(records).sentences())
            .build());
    }

    private static Collection<Parameters> points(Setup setup, Preset preset, Overrides overrides) {
        List<Parameters> points = new ArrayList<>();
        for (Object method : overrides.values().getOrDefault("method", List.of(POPUP, SEARCH))) {
            setup.points(overrides, grid -> {
                Grid common = grid.axis("init", "signed-constant").axis("density", 0.5);
                return method.equals(SEARCH) ? common.axis(SAMPLES, DRAWN.of(preset)) : common;
            }).forEach(p -> points.add(p.with("method", method)));
        }
        return points;
    }

    private static double seconds(Trial trial) {
        Parameters p = trial.parameters();
        DataSet data = DataSets.named(p.text("dataset"));
        Architecture.Work work = Architectures.named(p.text("architecture")).work(data.shape(), data.classes(),
            new Architecture.Options(p.number("width"), false, false));
        return START_SECONDS + p.integer(SAMPLES) * (work.weights() * SECONDS_PER_WEIGHT
            + p.integer("validation_images") * work.multiplyAdds() / MULTIPLY_ADDS_PER_SECOND);
    }

    private static TrialResult search(Trial trial, TrialContext context) {
        return MethodTrial.run(trial, context, new RandomSearch((int) trial.parameters().integer(SAMPLES)), Instruments.NONE);
    }

    private static SeedEffects accuracy(Records network, String method) {
        return SeedEffects.of(network.where("method", method).summary(Networks.TEST));
    }

    /** What half a million draws would reach, minus edge-popup. */
    private static SeedEffects talk(Records network) {
        SortedMap<Long, Double> effects = new TreeMap<>();
        Extrapolation.of(network).stream().filter(e -> e.accuracies().length > 1)
            .forEach(e -> effects.put(e.seed(), e.oneOf(TALK_DRAWS) - e.popup()));
        return SeedEffects.of(effects);
    }
}
