package org.espalier.lotteryticket.rewind;

import static org.espalier.lotteryticket.round.TicketRound.DENSE;
import static org.espalier.lotteryticket.round.TicketRound.REWIND_STEP;
import static org.espalier.lotteryticket.round.TicketRound.ROUND;
import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.lotteryticket.round.TicketDesign;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.Threshold;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code lottery-ticket/rewind}: rewind the weights, rewind the learning rate, or fine-tune? The claims were fixed before any
 * data were seen.
 */
public final class RewindStudy extends DeclaredStudy {
    private static final Paper RENDA = new Paper("arXiv:2003.02389",
        "Comparing Rewinding and Fine-tuning in Neural Network Pruning", "Renda et al.", 2020);
    private static final String TEST = "test_accuracy";
    /** 21.07 and 3.58 %. */
    private static final List<Integer> ROUNDS = List.of(7, 15);
    private static final int SMALLEST = 15;
    /** Rewind steps as fractions of the training. */
    private static final PerPreset<List<Double>> REWINDS = new PerPreset<>(List.of(0.5), List.of(0.1, 0.5),
        List.of(0.0, 0.1, 0.5, 0.9), List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9));
    private static final Threshold DIRECTION = positive("the direction alone: the paper's networks and data are others");

    public RewindStudy() {
        super(StudySpec.of("lottery-ticket/rewind", 1)
            .asks("What is best done with a network that was just pruned: put its weights back to an earlier step, put the "
                + "learning rate back, or fine-tune?")
            .how("The dense network trains T steps with SGD, momentum 0.9, 0.03 dropping to a tenth at two thirds and to a "
                + "hundredth at five sixths of the steps, and is pruned once by magnitude, layer by layer. It then trains T - k "
                + "steps more: from its weights at step k with the rate of the steps k to T (weight rewinding), from its trained "
                + "weights with that rate (learning-rate rewinding), or from its trained weights at the last rate (fine-tuning). "
                + "k is the rewind step. The dense network is trained once a seed. Deviations from the paper: 784-300-100-10 on "
                + "Fashion-MNIST (MNIST in paper), pruned layer by layer (output layer at half the rate) instead of over all "
                + "layers, and only the paper's one-shot setting.")
            .after(RENDA)
            .plans(new TicketDesign(1000, 100, 10_000, "sgd-steps", RewindStudy::graph,
                Parameter.text("method", "What is done with the pruned network.", Retraining::labels),
                Parameter.integer(ROUND, "Rounds of 20 % whose density the network is pruned to at once.", 1, 1000),
                Parameter.integer(REWIND_STEP, "The step k that is gone back to.", 0, 100_000_000)))
            .runs(RoundTrial.kind(p -> p.text("method").equals(DENSE.label()) ? DENSE.of(p)
                : Retraining.named(p.text("method")).of(p)))

            .claim("weight-rewinding-above-fine-tuning", "abstract",
                "Putting the weights back to an earlier step and training again is better than fine-tuning.",
                "test accuracy of weight rewinding minus that of fine-tuning for as many steps, at 3.6 % of the weights; every "
                    + "rewind step above 0", DIRECTION, better(Retraining.WEIGHT_REWINDING, Retraining.FINE_TUNING))
            .claim("learning-rate-rewinding-above-fine-tuning", "abstract",
                "Putting the learning rate back and training the trained weights again is better than fine-tuning.",
                "test accuracy of learning-rate rewinding minus that of fine-tuning for as many steps, at 3.6 % of the weights; "
                    + "every rewind step above 0", DIRECTION, better(Retraining.LEARNING_RATE_REWINDING, Retraining.FINE_TUNING))
            .claim("learning-rate-rewinding-no-worse-than-weight-rewinding", "abstract",
                "Putting back the learning rate does as well as putting back the weights.",
                "test accuracy of learning-rate rewinding minus that of weight rewinding for as many steps, at 3.6 % of the "
                    + "weights; every rewind step above 0", exceeds(-0.005, "a margin of half a point"),
                better(Retraining.LEARNING_RATE_REWINDING, Retraining.WEIGHT_REWINDING))

            .figures(RewindStudy::figures)
            .says(Split.by(ROUND).then(Split.by(REWIND_STEP)).of(RewindStudy::pruned), RewindStudy::sentence)
            .build());
    }

    /** Every way of retraining at every round and rewind step, each from the dense training. */
    private static List<Trial> graph(TicketPlan.Of of, Preset preset, Overrides overrides) {
        List<Parameters> points = Grid.with(overrides)
            .axis(ROUND, ROUNDS)
            .axis(REWIND_STEP, TicketDesign.rewindSteps(REWINDS.of(preset), of))
            .axis("method", Retraining.labels()).points();
        // Only the weights of a step have to be kept; the learning rate of any step is known.
        boolean weights = points.stream().anyMatch(p -> p.text("method").equals(Retraining.WEIGHT_REWINDING.label()));
        TicketPlan plan = new TicketPlan(of, of.problem().has(StartingPoint.START) && !weights ? List.of()
            : points.stream().map(p -> p.integer(REWIND_STEP)).distinct().toList());
        for (Parameters p : points) {
            int round = (int) p.integer(ROUND);
            plan.require(round);
            plan.add(plan.parameters(p.text("method"), round, p.integer(REWIND_STEP)), plan.dense());
        }
        return plan.trials();
    }

    private static Effect better(Retraining one, Retraining other) {
        Split rewinds = Split.by(REWIND_STEP).of(r -> r.where(ROUND, SMALLEST).where(p -> p.integer(REWIND_STEP) > 0));
        return Effect.every(rewinds, at -> accuracy(at, one.label()).minus(accuracy(at, other.label())));
    }

    private static SeedEffects accuracy(Records at, Object method) {
        return SeedEffects.of(at.where("method", method).summary(TEST));
    }

    private static Records pruned(Records records) {
        return records.where(p -> p.integer(ROUND) > 0);
    }

    private static String percent(Records round) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * ((Number) pruned(round).values("density").get(0)).doubleValue());
    }

    private static List<Figure> figures(Records records) {
        List<Figure> figures = new ArrayList<>();
        for (Split.Part round : Split.by(ROUND).beside(p -> p.integer(ROUND) == 0).of(records)) {
            MeanFigure.of("accuracy-against-rewind-step-round-" + round.cell(),
                "Retraining with " + percent(round.records()) + " of the weights",
                "Test accuracy at the end against the step that is gone back to: the further right, the fewer steps are "
                    + "trained again.")
                .mean(TEST, "test accuracy").against(REWIND_STEP, "rewind step k")
                .by("method", Split.by("method").of(RewindStudy::pruned))
                .rule("dense network", r -> MeanRows.mean(accuracy(r, DENSE.label()).bySeed()))
                .of(round.records()).ifPresent(figures::add);
        }
        return figures;
    }

    private static List<String> sentence(Split.Part rewind) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "With %s of the weights, back to step %s:",
            percent(rewind.records()), rewind.cell()));
        for (Object method : rewind.records().values("method")) {
            Double mean = MeanRows.mean(accuracy(rewind.records(), method).bySeed());
            text.append(mean == null ? "" : String.format(Locale.ROOT, " %s %.2f %%;", method, 100 * mean));
        }
        return List.of(text.toString().replaceAll(";$", "."));
    }
}
