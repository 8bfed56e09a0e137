package org.espalier.edgepopup.density;

import static org.espalier.study.spec.Threshold.exceeds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Parameters;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code edge-popup/density}: how accurate is the best subnetwork of an untrained network at each density, beside the
 * trained network and a random subnetwork? Figure 3 of Ramanujan et al. 2020.
 *
 * <p>The claims were fixed before any data were seen. All effects are differences of test accuracies (fractions, 0..1) of the same
 * seed. Where a density or an optimiser has to be chosen, it is chosen for each seed by validation accuracy. Three pairs tell a true
 * difference of one point from none when pairs differ by 0.4 points (one-sided t with two degrees of freedom: half-width
 * 2.92 * 0.4 / sqrt(3) = 0.7 points).
 */
public final class DensityStudy extends DeclaredStudy {
    static final String POPUP = "edge-popup";
    static final String RANDOM = "random";
    static final String SIGNED = "signed-constant";
    static final String NORMAL = "kaiming-normal";
    private static final double MIDDLE = 0.5;
    private static final Predicate<Parameters> TRAINED = p -> p.text("method").startsWith("dense-");
    private static final Split WAYS = Split.by("method").then(Split.by("init"));

    public DensityStudy() {
        super(StudySpec.of("edge-popup/density", 1)
            .asks("How accurate is the best subnetwork of an untrained network at each density, beside the trained network "
                + "and a random subnetwork?")
            .how("Edge-popup learns a score a weight and keeps the weights with the largest scores in each layer; the "
                + "weights themselves never change. SGD 0.1 with momentum 0.9, weight decay 1e-4 and a cosine schedule, as in "
                + "the paper. The trained network takes the same number of steps with SGD 0.01 (cosine) and with Adam 3e-4; "
                + "the random subnetwork is a random mask over the same untrained weights. From one seed all methods start "
                + "at the same weights, see the same batches and use the same split. Densities and optimisers are chosen on "
                + "validation images; test accuracy is measured once, at the end. Deviations from the paper: a validation "
                + "split (the released code selects on the test set); Adam with batches of 128 rather than 60, so that "
                + "steps are equal; no random crops and flips in any preset; smoke, quick and standard use smaller data, "
                + "narrower networks and fewer epochs.")
            .after(Papers.RAMANUJAN)
            .plans(new DensityGrid())
            .runs(MethodTrial.KIND)

            .claim("far-above-random", "sec. 1 and fig. 3",
                "The subnetwork that edge-popup finds in an untrained network is far above a random subnetwork of the same "
                    + "density.",
                "test accuracy of edge-popup minus that of a random subnetwork, density 0.5, signed constant; every architecture",
                exceeds(0.30, "three times the accuracy of guessing among ten classes"),
                Effect.every(Networks.SPLIT, n -> accuracy(n, POPUP, MIDDLE).minus(accuracy(n, RANDOM, MIDDLE))))
            .claim("near-trained", "sec. 4.2, fig. 3",
                "In a network that is large enough, the best untrained subnetwork comes within a small margin of the trained "
                    + "network.",
                "test accuracy of edge-popup (signed constant, density chosen on validation) minus that of the trained network "
                    + "(SGD or Adam, chosen on validation), in the architecture with the most weights",
                exceeds(-0.02, "the largest gap read off fig. 3 is about two points (Conv2)"),
                records -> Networks.of(records).stream().max(Comparator.comparingDouble(DensityStudy::weights))
                    .map(n -> List.of(gap(n))).orElse(List.of()))
            .claim("closer-when-deeper", "sec. 4.2, fig. 3",
                "The deeper the network, the closer the best untrained subnetwork comes to the trained network.",
                "the gap to the trained network in the shallowest convolutional network minus the gap in the deepest",
                exceeds(0.005, "a quarter of the two points by which fig. 3's gap closes from Conv2 to Conv6"),
                DensityStudy::closing)
            .claim("best-in-the-middle", "sec. 4.2, fig. 3",
                "The best density is in the middle: keeping few or nearly all of the random weights is worse.",
                "test accuracy of edge-popup (signed constant) at density 0.5 minus that at 0.1, and minus that at 0.9; every "
                    + "architecture",
                exceeds(0.005, "half a point, the differences one can see in fig. 3"),
                Effect.everyOf(Networks.SPLIT, n -> List.of(accuracy(n, POPUP, MIDDLE).minus(accuracy(n, POPUP, 0.1)),
                    accuracy(n, POPUP, MIDDLE).minus(accuracy(n, POPUP, 0.9)))))
            .claim("signed-constant-no-worse", "sec. 4.5, figs. 3 and 7",
                "Weights of one magnitude with random signs (signed Kaiming constant) are at least as good as Kaiming normal "
                    + "weights.",
                "test accuracy of edge-popup with signed constant minus that with Kaiming normal, each at the density chosen on "
                    + "validation; every architecture that has both",
                exceeds(-0.005, "a margin of half a point"),
                Effect.everyOf(Networks.SPLIT, n -> best(n, NORMAL).n() == 0 ? List.of()
                    : List.of(best(n, SIGNED).minus(best(n, NORMAL)))))

            .figure(againstDensity("accuracy-against-density",
                "An untrained network's best subnetwork, beside the trained network",
                "Test accuracy of the subnetwork that edge-popup finds, against the fraction of weights it keeps, and of the "
                    + "trained network (dashed; it keeps every weight).", p -> !p.text("method").equals(RANDOM)))
            .figure(againstDensity("beside-random", "The found subnetwork beside a random one",
                "Test accuracy of the subnetwork that edge-popup finds and of a random subnetwork of the same untrained weights "
                    + "and the same density; one guess in ten is right.", TRAINED.negate()))
            .figure(MeanFigure.of("gap-to-trained", "How far the best subnetwork stays behind the trained network",
                "Test accuracy of edge-popup (signed constant, density chosen on validation) minus that of the trained "
                    + "network of the same seed; at zero both are alike.")
                .mean(DensityStudy::gap, "difference of test accuracy").rule(0, "as good as trained").intervals()
                .against(Figure.Axis.linear("network", "network"), Networks.SPLIT))
            .figure(MeanFigure.of("learning-curves", "Validation accuracy while training",
                "Validation accuracy against training steps, signed constant weights: edge-popup at density 0.5 moves only "
                    + "scores, the others move the weights.")
                .curve(Networks.VALIDATION, "validation accuracy").panels("network", Networks.SPLIT)
                .by("series", WAYS.called(DensityStudy::label).of(r -> r.where(p -> p.text("init").equals(SIGNED)
                    && !p.text("method").equals(RANDOM) && (TRAINED.test(p) || p.number("density") == MIDDLE)))))
            .tables(records -> List.of(accuracies(records)))
            .says(Networks.SPLIT, DensityStudy::said)
            .build());
    }

    /** The trained network has one density; it is drawn across the panel to be read against the others. */
    private static MeanFigure againstDensity(String id, String title, String caption, Predicate<Parameters> shown) {
        Split lines = records -> WAYS.called(DensityStudy::label).of(records.where(shown)).stream().map(line -> new Split.Part(
            line.cell(), TRAINED.test(parameters(line.records())) ? records.where(p -> p.text("method").equals(POPUP)
                || p.text("method").equals(line.records().values("method").get(0))
                    && p.text("init").equals(line.records().values("init").get(0))) : line.records())).toList();
        Split places = records -> (records.where(TRAINED.negate()).isEmpty() ? Split.by("density")
            : Split.by("density").beside(TRAINED)).of(records);
        return MeanFigure.of(id, title, caption).measuring("test accuracy").panels("network", Networks.SPLIT)
            .by("series", lines).against(Figure.Axis.linear("density", "density (fraction of weights kept)"), places)
            .mean(place -> SeedEffects.of((place.where(TRAINED).isEmpty() ? place : place.where(TRAINED)).summary(Networks.TEST)),
                "test accuracy")
            .dashed(name -> name.startsWith("trained"));
    }

    private static Parameters parameters(Records records) {
        return records.trials().get(0).trial().parameters();
    }

    /** "trained with Adam, kaiming normal", "edge-popup, signed constant". */
    private static Object label(Records way) {
        Parameters p = parameters(way);
        String method = switch (p.text("method")) {
            case "dense-sgd" -> "trained with SGD";
            case "dense-adam" -> "trained with Adam";
            default -> p.text("method");
        };
        return method + ", " + p.text("init").replace('-', ' ');
    }

    private static SeedEffects accuracy(Records network, String method, double density) {
        return SeedEffects.of(network.where("method", method).where("init", SIGNED).where("density", density)
            .summary(Networks.TEST));
    }

    /** Edge-popup with {@code init}, at each seed's density of best validation accuracy. */
    private static SeedEffects best(Records network, String init) {
        return SeedEffects.of(Networks.chosenOnValidation(
            Networks.by("density", network.where("method", POPUP).where("init", init))));
    }

    /** The trained network, the optimiser and init chosen for each seed on validation. */
    private static SeedEffects trained(Records network) {
        return SeedEffects.of(Networks.chosenOnValidation(WAYS.parts(network.where(TRAINED))));
    }

    /** Edge-popup (signed constant) minus trained; negative where the trained network is better. */
    private static SeedEffects gap(Records network) {
        return best(network, SIGNED).minus(trained(network));
    }

    private static double weights(Records network) {
        return network.trials().stream().flatMap(t -> t.summary().values().stream())
            .mapToDouble(row -> row.getOrDefault("weights", 0.0)).max().orElse(0);
    }

    /** How much smaller the gap is in the deepest convN than in the shallowest, at the same width. */
    private static List<SeedEffects> closing(Records records) {
        List<Records> convolutional = Networks.of(records).stream().filter(n -> depth(n) > 0)
            .sorted(Comparator.comparingInt(DensityStudy::depth)).toList();
        return convolutional.size() < 2 ? List.of()
            : List.of(gap(convolutional.get(convolutional.size() - 1)).minus(gap(convolutional.get(0))));
    }

    /** The N of convN; 0 for any other architecture. */
    private static int depth(Records network) {
        String name = network.values("architecture").get(0).toString();
        return name.matches("conv\\d+") ? Integer.parseInt(name.substring("conv".length())) : 0;
    }

    private static Table accuracies(Records records) {
        List<List<Object>> rows = new ArrayList<>();
        for (Split.Part point : Networks.SPLIT.then(WAYS).then(Split.by("density")).of(records)) {
            Parameters p = parameters(point.records());
            List<Object> cells = new ArrayList<>(List.of(Networks.name(point.records()), p.text("method"), p.text("init")));
            cells.add(point.cell());
            cells.addAll(MeanRows.row(List.of(), point.records().summary(Networks.TEST)));
            cells.add(MeanRows.mean(point.records().summary(Networks.VALIDATION)));
            cells.add(MeanRows.mean(point.records().summary("train_loss")));
            rows.add(cells);
        }
        return new Table("accuracies", "Accuracy at every point of the grid", List.of("network", "method", "init",
            "density", "n", "left_out", "test_accuracy", "ci_low", "ci_high", "val_accuracy", "train_loss"), rows);
    }

    private static List<String> said(Split.Part network) {
        SeedEffects popup = best(network.records(), SIGNED);
        SeedEffects trained = trained(network.records());
        return popup.n() == 0 || trained.n() == 0 ? List.of() : List.of(String.format(Locale.ROOT, "%s: edge-popup reaches %.1f %% "
            + "without training a weight, the trained network %.1f %%; the difference is %s.", network.cell(),
            100 * MeanRows.mean(popup.bySeed()), 100 * MeanRows.mean(trained.bySeed()),
            MeanRows.points(gap(network.records()).bySeed())));
    }
}
