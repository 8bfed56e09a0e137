package org.espalier.lotteryticket.connectivity;

import java.util.List;
import org.espalier.lotteryticket.round.TicketGrid;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Grid;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which networks, rewind steps and copies each preset of {@code lottery-ticket/connectivity} trains. */
final class ConnectivityGrid {
    /** Parameter: dense, ticket or control, whose copies a trial is about. */
    static final String SUBJECT = "subject";
    /** Parameter: 1 or 2. */
    static final String COPY = "copy";
    static final String COPIES = "copy";
    static final String BARRIER = "barrier";
    static final List<TicketRound> SUBJECTS = List.of(TicketRound.DENSE, TicketRound.TICKET, TicketRound.REINITIALISED,
        TicketRound.RANDOM_MASK);

    private record Shape(TicketGrid size, List<Double> rewinds, int round) { }

    private ConnectivityGrid() { }

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape(new TicketGrid("digits", 200, 0, 2, 60, 20, 0.3), List.of(0.0), 3);
            case QUICK -> new Shape(new TicketGrid("fashion-mnist", 5000, 10_000, 3, 600, 100, 1), List.of(0.0, 0.1), 4);
            case STANDARD -> new Shape(new TicketGrid("fashion-mnist", 5000, 0, 5, 5_000, 100, 1), List.of(0.0, 0.02, 0.1), 7);
            case PAPER -> new Shape(new TicketGrid("mnist", 5000, 0, 5, 50_000, 100, 1), List.of(0.0, 0.001, 0.01, 0.1), 15);
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).size().seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        return shape.size().trials(study, version, "adam", overrides, of -> trials(of, shape, overrides));
    }

    private static List<Trial> trials(TicketPlan.Of of, Shape shape, Overrides overrides) {
        long steps = of.problem().integer("steps");
        List<Parameters> points = Grid.with(overrides)
            .axis(TicketRound.ROUND, shape.round())
            .axis(TicketRound.REWIND_STEP, shape.rewinds().stream().map(f -> Math.round(f * steps)).distinct().toList())
            .axis(SUBJECT, SUBJECTS.stream().map(TicketRound::label).toList()).points();
        TicketPlan plan = new TicketPlan(of, points.stream().map(p -> p.integer(TicketRound.REWIND_STEP)).toList());
        for (Parameters p : points) {
            TicketRound subject = TicketRound.named(p.text(SUBJECT));
            if (!SUBJECTS.contains(subject)) {
                throw new InvalidInputException("subject: expected one of "
                    + SUBJECTS.stream().map(TicketRound::label).toList() + ", found '" + subject.label() + "'");
            }
            add(plan, subject, (int) p.integer(TicketRound.ROUND), p.integer(TicketRound.REWIND_STEP));
        }
        return plan.trials();
    }

    /** Two copies and the line between them. The dense network is the same in every round. */
    private static void add(TicketPlan plan, TicketRound subject, int round, long rewind) {
        plan.require(round);
        boolean dense = subject == TicketRound.DENSE;
        Trial[] from = dense ? new Trial[] {plan.dense()}
            : new Trial[] {plan.dense(), plan.round(TicketRound.TICKET, round, rewind)};
        Trial[] copies = new Trial[2];
        for (int copy = 1; copy <= 2; copy++) {
            copies[copy - 1] = plan.add(plan.parameters(COPIES, dense ? 0 : round, rewind).with(SUBJECT, subject.label())
                .with(COPY, copy), from);
        }
        plan.add(plan.parameters(BARRIER, dense ? 0 : round, rewind).with(SUBJECT, subject.label()), copies);
    }
}
