package org.espalier.lotteryticket.connectivity;

import static org.espalier.lotteryticket.round.TicketRound.DENSE;
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
import java.util.stream.Stream;
import org.espalier.analysis.subnetwork.ErrorBarrier;
import org.espalier.base.InvalidInputException;
import org.espalier.lotteryticket.round.TicketDesign;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.round.Round;
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
 * {@code lottery-ticket/connectivity}: do two trainings in different orders of the data end in one basin? The claims are what the
 * paper says of the network of MNIST, fixed before any data were seen.
 */
public final class ConnectivityStudy extends DeclaredStudy {
    private static final Paper FRANKLE = new Paper("arXiv:1912.05671",
        "Linear Mode Connectivity and the Lottery Ticket Hypothesis", "Frankle et al.", 2020);
    /** Parameter: dense, ticket or control, whose copies a trial is about. */
    private static final String SUBJECT = "subject";
    /** Parameter: 1 or 2. */
    private static final String COPY = "copy";
    private static final String COPIES = "copy";
    private static final String BARRIER = "barrier";
    private static final List<String> SUBJECTS =
        Stream.of(DENSE, TICKET, REINITIALISED, RANDOM_MASK).map(TicketRound::label).toList();
    private static final PerPreset<Integer> ROUNDS = new PerPreset<>(3, 4, 7, 15);
    /** Rewind steps as fractions of the training. */
    private static final PerPreset<List<Double>> REWINDS = new PerPreset<>(List.of(0.0), List.of(0.0, 0.1),
        List.of(0.0, 0.02, 0.1), List.of(0.0, 0.001, 0.01, 0.1));
    /** The paper calls a network stable whose barrier is below 2 points of error. */
    private static final double LIMIT = 0.02;
    private static final Threshold STABLE =
        exceeds(-LIMIT, "minus the paper's limit of 2 points of error, remembered rather than checked");
    private static final Split FROM_THE_START = Split.by(ROUND)
        .of(r -> barriers(r).where(REWIND_STEP, 0).where(p -> p.integer(ROUND) > 0));

    public ConnectivityStudy() {
        super(StudySpec.of("lottery-ticket/connectivity", 1)
            .asks("From which step on do two trainings of the same network, in different orders of the images, end in the same "
                + "valley of the loss, and is a lottery ticket there earlier than its controls?")
            .how("Two copies of a network start from the same weights, those of step k, and train to the end with the images in "
                + "orders of their own. The error barrier is the largest test error at " + ErrorBarrier.USUAL_POINTS
                + " points of the straight line between their weights, less the mean error of the two ends. Compared are the "
                + "dense network, the lottery ticket of iterative magnitude pruning put back to step k, its mask from newly "
                + "drawn weights, and a random mask of equal layer densities. Deviations from the paper: 784-300-100-10 on "
                + "Fashion-MNIST (MNIST in paper), weights without biases, fewer steps, no learning-rate schedule; networks with "
                + "batch normalisation are refused.")
            .after(FRANKLE)
            .plans(new TicketDesign(600, 100, 5_000, "adam", ConnectivityStudy::graph,
                Parameter.text(SUBJECT, "What is copied.", () -> SUBJECTS),
                Parameter.integer(ROUND, "Rounds of pruning of the ticket.", 1, 1000),
                Parameter.integer(REWIND_STEP, "The step k at which the copies part.", 0, 100_000_000)))
            .runs(RoundTrial.kind(ConnectivityStudy::round).unless(p -> p.text("method").equals(BARRIER), BarrierTrial.KIND))

            .claim("tickets-stable-at-initialisation", "abstract",
                "On the small network of MNIST, tickets that train to full accuracy are stable to the order of the data from "
                    + "initialisation on.",
                "minus the test error barrier between two copies of the ticket that start at step 0", STABLE,
                Effect.every(FROM_THE_START, at -> barrier(at, TICKET).negated()))
            .claim("dense-stable-early", "abstract",
                "Dense networks become stable to the order of the data early in training.",
                "minus the test error barrier between two copies of the dense network that start at the latest rewind step",
                STABLE, Effect.one(r -> barrier(latest(barriers(r)), DENSE).negated()))
            .claim("controls-less-stable", "on sparse networks",
                "Newly initialised tickets and random masks are less stable than tickets.",
                "test error barrier of the reinitialised ticket, and of the random mask, minus that of the ticket, from step 0 "
                    + "on",
                positive("the direction alone"),
                Effect.everyOf(FROM_THE_START, at -> Stream.of(REINITIALISED, RANDOM_MASK)
                    .map(control -> barrier(at, control).minus(barrier(at, TICKET))).toList()))

            .figures(ConnectivityStudy::rounds, ConnectivityStudy::figures)
            .says(ConnectivityStudy::rounds, ConnectivityStudy::sentences)
            .build());
    }

    private static List<Trial> graph(TicketPlan.Of of, Preset preset, Overrides overrides) {
        List<Parameters> points = Grid.with(overrides)
            .axis(ROUND, ROUNDS.of(preset))
            .axis(REWIND_STEP, TicketDesign.rewindSteps(REWINDS.of(preset), of))
            .axis(SUBJECT, SUBJECTS).points();
        TicketPlan plan = new TicketPlan(of, points.stream().map(p -> p.integer(REWIND_STEP)).toList());
        for (Parameters p : points) {
            if (!SUBJECTS.contains(p.text(SUBJECT))) {
                throw new InvalidInputException("subject: expected one of " + SUBJECTS + ", found '" + p.text(SUBJECT) + "'");
            }
            add(plan, p.text(SUBJECT), (int) p.integer(ROUND), p.integer(REWIND_STEP));
        }
        return plan.trials();
    }

    /** Two copies and the line between them. The dense network is the same in every round. */
    private static void add(TicketPlan plan, String subject, int round, long rewind) {
        plan.require(round);
        boolean dense = subject.equals(DENSE.label());
        Trial[] from = dense ? new Trial[] {plan.dense()} : new Trial[] {plan.dense(), plan.round(TICKET, round, rewind)};
        Trial[] copies = new Trial[2];
        for (int copy = 1; copy <= 2; copy++) {
            copies[copy - 1] = plan.add(plan.parameters(COPIES, dense ? 0 : round, rewind).with(SUBJECT, subject)
                .with(COPY, copy), from);
        }
        plan.add(plan.parameters(BARRIER, dense ? 0 : round, rewind).with(SUBJECT, subject), copies);
    }

    /** Refuses before the first training what the last trial could not measure. */
    private static Round round(Parameters p) {
        Round round = p.text("method").equals(COPIES)
            ? TicketRound.named(p.text(SUBJECT)).copy(p, (int) p.integer(COPY)) : TicketRound.named(p.text("method")).of(p);
        return scene -> {
            BarrierTrial.requireNoNormalisation(scene.network());
            return round.start(scene);
        };
    }

    private static Records barriers(Records records) {
        return records.where("method", BARRIER);
    }

    private static Records latest(Records barriers) {
        List<Object> rewinds = barriers.values(REWIND_STEP);
        return rewinds.isEmpty() ? barriers : barriers.where(REWIND_STEP, rewinds.get(rewinds.size() - 1));
    }

    private static SeedEffects barrier(Records at, TicketRound subject) {
        return SeedEffects.of(at.where(SUBJECT, subject.label()).summary(BARRIER));
    }

    /** The dense network is round 0 and compared with the tickets of every round. */
    private static List<Split.Part> rounds(Records records) {
        Records barriers = barriers(records);
        List<Split.Part> rounds = Split.by(ROUND).called("round %s").beside(p -> p.integer(ROUND) == 0).of(barriers);
        return rounds.isEmpty() && !barriers.isEmpty() ? List.of(new Split.Part("round 0", barriers)) : rounds;
    }

    private static List<MeanFigure> figures(Split.Part round) {
        List<MeanFigure> figures = new ArrayList<>();
        figures.add(MeanFigure.of("barrier-against-rewind-step", "Error barriers",
            "Test error barrier between two copies against the step at which they part.")
            .mean(BARRIER, "error barrier").against(REWIND_STEP, "step k at which the copies part").by(SUBJECT).intervals()
            .rule(LIMIT, "the paper's limit of stability"));
        for (Split.Part rewind : Split.by(REWIND_STEP).of(round.records())) {
            figures.add(MeanFigure.of("line-from-step-" + rewind.cell(),
                "Along the line, copies parting at step " + rewind.cell(),
                "Test error at evenly spaced points of the line from one copy (0) to the other ("
                    + (ErrorBarrier.USUAL_POINTS - 1) + ").")
                .curve("line_error", "test error").against(Figure.Axis.linear("step", "point of the line"), r -> List.of())
                .by(SUBJECT, Split.by(SUBJECT).of(r -> r.where(REWIND_STEP, rewind.cell()))));
        }
        return figures;
    }

    private static List<String> sentences(Split.Part round) {
        List<String> sentences = new ArrayList<>();
        for (Split.Part rewind : Split.by(REWIND_STEP).of(round.records())) {
            for (Split.Part subject : Split.by(SUBJECT).of(rewind.records())) {
                Double mean = MeanRows.mean(subject.records().summary(BARRIER));
                if (mean != null) {
                    sentences.add(String.format(Locale.ROOT, "Copies of %s%s that part at step %s: a barrier of %.1f points of "
                        + "test error.", subject.cell(), subject.cell().equals(DENSE.label()) ? "" : " (" + round.cell() + ")",
                        rewind.cell(), 100 * mean));
                }
            }
        }
        return sentences;
    }
}
