package org.espalier.lotteryticket.ladder;

import static org.espalier.lotteryticket.round.TicketRound.DENSE;
import static org.espalier.lotteryticket.round.TicketRound.ONE_SHOT;
import static org.espalier.lotteryticket.round.TicketRound.RANDOM_MASK;
import static org.espalier.lotteryticket.round.TicketRound.REINITIALISED;
import static org.espalier.lotteryticket.round.TicketRound.REWIND_STEP;
import static org.espalier.lotteryticket.round.TicketRound.ROUND;
import static org.espalier.lotteryticket.round.TicketRound.TICKET;
import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.analysis.Papers;
import org.espalier.lotteryticket.round.TicketDesign;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.Threshold;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code lottery-ticket/ladder}: does a small part of a network, at its initial weights, learn as well as the whole?
 *
 * <p>The claims were fixed before any data were seen. The paper's sizes are of MNIST, where a network errs on 2 % of the images;
 * on Fashion-MNIST it errs on more than 10 %. So claims of a difference ask for its direction (threshold 0), and claims of "no
 * worse" have a margin of 0.3 points, about the spread between seeds that a replication on MNIST found for the dense network.
 * Early-stopping steps are compared by their ratio: effects are natural logarithms.
 */
public final class LadderStudy extends DeclaredStudy {
    /** Rounds that keep 21.07, 13.52 and 3.58 %. */
    private static final int SMALL = 7;
    private static final int MIDDLE = 9;
    private static final int SMALLEST = 15;
    /** Rounds at which tickets and controls are wanted, where the paper compares, and those of the one-shot control. */
    private static final PerPreset<List<Integer>> CONTROLLED = new PerPreset<>(List.of(SMALL, SMALLEST), List.of(SMALL, SMALLEST),
        List.of(SMALL, SMALLEST), IntStream.rangeClosed(1, 20).boxed().toList());
    private static final PerPreset<List<Integer>> ONE_SHOT_AT = new PerPreset<>(List.of(SMALLEST), List.of(SMALLEST),
        List.of(SMALLEST), CONTROLLED.paper());
    private static final List<Object> CONTROLS = List.of(REINITIALISED.label(), RANDOM_MASK.label(), ONE_SHOT.label());
    /** Rounds whose learning is shown: about 51, 21, 9 and 3.6 %, and the dense network. */
    private static final List<Integer> SHOWN = List.of(0, 3, SMALL, 11, SMALLEST);
    private static final String STEP = "early_stop_step";
    private static final String EARLY = "early_stop_test_accuracy";
    private static final String END = "test_accuracy";
    private static final String DASHED = " The dashed line is the dense network.";
    private static final Threshold DIRECTION = positive("the direction alone: the paper's size is MNIST's");

    public LadderStudy() {
        super(StudySpec.of("lottery-ticket/ladder", 1)
            .asks("Does a network contain a small subnetwork that, put back to its initial weights, learns as fast and as well "
                + "as the whole, and do its initial weights matter?")
            .how("784-300-100-10 trains with Adam 1.2e-3 and batches of 60. Each round prunes the smallest 20 % of the "
                + "remaining weights of each layer (10 % in the output layer), puts the others back to their initial values "
                + "and trains again for the same number of steps. Controls train the ticket's mask from newly drawn weights, a "
                + "random mask with as many weights in each layer from the ticket's initial weights, and the ticket of a single "
                + "pruning. The early-stopping step is the first minimum of the validation loss, picked afterwards; training "
                + "runs to the end. The dense network is trained once a seed for all that start from it. Deviations from the "
                + "paper: Fashion-MNIST and 20,000 of 50,000 steps (standard; 10,000 images and 1,000 steps in quick); weights "
                + "only, no biases; one newly drawn initialisation a ticket instead of three; controls at two rounds instead of "
                + "all; every round sees the images in the same order.")
            .after(Papers.FRANKLE)
            .leastSeeds(5)
            .plans(new TicketDesign(1000, 50, 20_000, "adam", LadderStudy::graph,
                Parameter.text("method", "What is trained beside the dense network and the tickets.", TicketRound::labels),
                Parameter.integer(ROUND, "Rounds of pruning at which tickets and controls are wanted; the tickets before them "
                    + "come along.", 0, 1000),
                Parameter.integer(REWIND_STEP, "The step that weights are put back to.", 0, 100_000_000)))
            .runs(RoundTrial.kind(p -> TicketRound.named(p.text("method")).of(p)))

            .claim("learns-earlier-than-reinitialised-at-21", "sec. 2, fig. 4a",
                "At 21 % of the weights a winning ticket reaches its minimum of validation loss earlier than the same mask newly "
                    + "initialised (2.51 times on MNIST).",
                "ln of the early-stopping step of the reinitialised network over that of the ticket, round 7", DIRECTION,
                earlier(REINITIALISED, SMALL))
            .claim("more-accurate-than-reinitialised-at-21", "sec. 2, fig. 4",
                "At 21 % of the weights a winning ticket is more accurate at its early-stopping step than the same mask newly "
                    + "initialised (half a point on MNIST).",
                "test accuracy at the early-stopping step, ticket minus reinitialised, round 7", DIRECTION,
                better(REINITIALISED, SMALL, EARLY))
            .claim("learns-earlier-than-reinitialised-at-3-6", "sec. 2, fig. 4a",
                "At 3.6 % of the weights a winning ticket reaches its minimum of validation loss earlier than the same mask "
                    + "newly initialised.",
                "ln of the early-stopping step of the reinitialised network over that of the ticket, round 15", DIRECTION,
                earlier(REINITIALISED, SMALLEST))
            .claim("more-accurate-than-reinitialised-at-3-6", "sec. 2, fig. 4",
                "At 3.6 % of the weights a winning ticket is more accurate at its early-stopping step than the same mask newly "
                    + "initialised.",
                "test accuracy at the early-stopping step, ticket minus reinitialised, round 15", DIRECTION,
                better(REINITIALISED, SMALLEST, EARLY))
            .claim("learns-earlier-than-dense-at-21", "sec. 2, fig. 3",
                "At 21 % of the weights a winning ticket reaches its minimum of validation loss earlier than the dense network "
                    + "(38 % earlier on MNIST).",
                "ln of the early-stopping step of the dense network over that of the ticket, round 7", DIRECTION,
                earlier(DENSE, SMALL))
            .claim("more-accurate-than-dense-at-13-5", "sec. 2, fig. 3 and 4",
                "At 13.5 % of the weights a winning ticket is more accurate at its early-stopping step than the dense network "
                    + "(more than 0.3 points on MNIST).",
                "test accuracy at the early-stopping step, ticket minus dense, round 9", DIRECTION, better(DENSE, MIDDLE, EARLY))
            .claim("more-accurate-than-dense-at-13-5-at-the-end", "sec. 2, fig. 4",
                "At 13.5 % of the weights a winning ticket is more accurate at the end of training than the dense network (0.35 "
                    + "points on MNIST).",
                "test accuracy at the end of training, ticket minus dense, round 9", DIRECTION, better(DENSE, MIDDLE, END))
            .claim("as-good-as-dense-at-3-6", "sec. 2, fig. 3",
                "At 3.6 % of the weights a winning ticket is back at the accuracy of the dense network, not below it.",
                "test accuracy at the early-stopping step, ticket minus dense, round 15",
                exceeds(-0.003, "a margin of 0.3 points, about the spread of dense networks over seeds"),
                better(DENSE, SMALLEST, EARLY))
            .claim("random-mask-worst", "app. E",
                "A random mask is worse than the ticket's mask, even newly initialised.",
                "test accuracy at the early-stopping step, reinitialised ticket minus random mask of equal layer densities, at "
                    + "round 7 and at round 15", DIRECTION,
                ofOneNetwork(r -> List.of(worst(r, SMALL), worst(r, SMALLEST))))
            .claim("iterative-above-one-shot", "sec. 2, fig. 4",
                "Iterative pruning finds tickets that are accurate at smaller sizes than one-shot pruning does.",
                "test accuracy at the early-stopping step, iterative ticket minus one-shot ticket, round 15", DIRECTION,
                better(ONE_SHOT, SMALLEST, EARLY))

            .figures(Split.by(REWIND_STEP).called("rewind %s").beside(p -> p.integer(ROUND) == 0), rewind -> List.of(
                againstDensity("early-stopping-step", "When learning is done",
                    "Early-stopping step (first minimum of the validation loss) against density." + DASHED, STEP,
                    "early-stopping step"),
                againstDensity("accuracy-at-early-stopping", "Accuracy at the early-stopping step",
                    "Test accuracy at the early-stopping step against density." + DASHED, EARLY, "test accuracy"),
                againstDensity("accuracy-at-the-end", "Accuracy at the end of training",
                    "Test accuracy after the last step against density." + DASHED, END, "test accuracy"),
                MeanFigure.of("learning-curves", "How tickets learn",
                    "Validation accuracy while the dense network (density 1) and its tickets train.")
                    .curve("val_accuracy", "validation accuracy").by("density", Split.by("density").of(LadderStudy::shown))))
            .says(LadderStudy::sentences)
            .build());
    }

    /** Every round of the ladder down to the deepest, and the controls at their rounds. */
    private static List<Trial> graph(TicketPlan.Of of, Preset preset, Overrides overrides) {
        List<Long> rewinds = Grid.with(overrides).axis(REWIND_STEP, 0).values(REWIND_STEP).stream()
            .map(step -> ((Number) step).longValue()).toList();
        List<Object> chosen = overrides.values().get(ROUND);
        TicketPlan plan = new TicketPlan(of, rewinds);
        for (long rewind : rewinds) {
            rounds(chosen, CONTROLLED.of(preset)).forEach(round -> plan.round(TICKET, round, rewind));
            for (Object label : overrides.values().getOrDefault("method", CONTROLS)) {
                TicketRound method = TicketRound.named(label.toString());
                if (method != DENSE) {
                    rounds(chosen, (method == ONE_SHOT ? ONE_SHOT_AT : CONTROLLED).of(preset))
                        .forEach(round -> plan.round(method, round, rewind));
                }
            }
        }
        return plan.trials();
    }

    private static List<Integer> rounds(List<Object> chosen, List<Integer> otherwise) {
        return chosen == null ? otherwise
            : chosen.stream().map(r -> ((Number) r).intValue()).filter(r -> r > 0).toList();
    }

    /** One effect of the records of one network; with several, claims cannot be told apart and are not run. */
    private static Effect ofOneNetwork(Function<Records, List<SeedEffects>> effects) {
        return records -> networks(records) == 1 ? effects.apply(records) : List.of();
    }

    private static Effect better(TicketRound other, int round, String metric) {
        return ofOneNetwork(r -> List.of(value(r, TICKET, round, metric).minus(value(r, other, round, metric))));
    }

    private static Effect earlier(TicketRound other, int round) {
        return ofOneNetwork(r -> List.of(value(r, other, round, STEP).ln().minus(value(r, TICKET, round, STEP).ln())));
    }

    private static SeedEffects worst(Records records, int round) {
        return value(records, REINITIALISED, round, EARLY).minus(value(records, RANDOM_MASK, round, EARLY));
    }

    /** A metric; the dense network is round 0 whatever round it is compared with. */
    private static SeedEffects value(Records records, TicketRound method, int round, String metric) {
        return SeedEffects.of(records.where("method", method.label()).where(ROUND, method == DENSE ? 0 : round).summary(metric));
    }

    /** The number of distinct settings the tickets were found with: everything but method, round and density. */
    private static long networks(Records records) {
        return records.trials().stream().map(TrialRecord::trial).filter(t -> !DENSE.label().equals(t.parameters().text("method")))
            .map(t -> {
                TreeMap<String, Object> rest = new TreeMap<>(t.parameters().values());
                List.of("method", "density", ROUND, RoundTrial.KEPT_STEPS).forEach(rest::remove);
                return rest;
            }).distinct().count();
    }

    /** The dense network and tickets of some rounds. */
    private static Records shown(Records records) {
        return records.where(p -> SHOWN.contains((int) p.integer(ROUND))
            && List.of(DENSE.label(), TICKET.label()).contains(p.text("method")));
    }

    private static MeanFigure againstDensity(String id, String title, String caption, String metric, String label) {
        return MeanFigure.of(id, title, caption).mean(metric, label).againstLog("density", "density (fraction of weights kept)")
            .by("method", Split.by("method").of(r -> r.where(p -> p.integer(ROUND) > 0)))
            .rule("dense network", r -> MeanRows.mean(r.where("method", DENSE.label()).summary(metric)));
    }

    private static List<String> sentences(Records records) {
        List<String> sentences = new ArrayList<>();
        Records ticket = records.where("method", TICKET.label());
        if (ticket.values(REWIND_STEP).size() != 1) {
            return sentences;
        }
        for (int round : List.of(SMALL, MIDDLE, SMALLEST)) {
            SeedEffects accuracy = value(records, TICKET, round, EARLY);
            if (accuracy.n() > 0) {
                Object density = ticket.where(ROUND, round).values("density").get(0);
                sentences.add(String.format(Locale.ROOT, "With %.2f %% of its weights the ticket reaches %.2f %% at its "
                    + "early-stopping step%s%s%s.", 100 * ((Number) density).doubleValue(),
                    100 * MeanRows.mean(accuracy.bySeed()),
                    against(accuracy, value(records, DENSE, round, EARLY), "the dense network"),
                    against(accuracy, value(records, REINITIALISED, round, EARLY), "the same mask newly initialised"),
                    against(accuracy, value(records, RANDOM_MASK, round, EARLY), "a random mask")));
            }
        }
        return sentences;
    }

    private static String against(SeedEffects accuracy, SeedEffects other, String name) {
        SeedEffects difference = accuracy.minus(other);
        return difference.n() == 0 ? "" : "; against " + name + " " + MeanRows.points(difference.bySeed());
    }
}
