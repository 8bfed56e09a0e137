package org.espalier.lotteryticket.rewind;

import java.util.List;
import org.espalier.lotteryticket.round.TicketGrid;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which densities and rewind steps each preset of {@code lottery-ticket/rewind} trains. */
final class RewindGrid {
    /** 21.07 and 3.58 %. */
    static final List<Integer> ROUNDS = List.of(7, 15);

    private record Shape(TicketGrid size, List<Double> rewinds) { }

    private RewindGrid() { }

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape(new TicketGrid("digits", 200, 0, 2, 60, 20, 0.3), List.of(0.5));
            case QUICK -> new Shape(new TicketGrid("fashion-mnist", 5000, 10_000, 3, 1000, 100, 1), List.of(0.1, 0.5));
            case STANDARD -> new Shape(new TicketGrid("fashion-mnist", 5000, 0, 5, 10_000, 100, 1), List.of(0.0, 0.1, 0.5, 0.9));
            case PAPER -> new Shape(new TicketGrid("mnist", 5000, 0, 5, 50_000, 100, 1),
                List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9));
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).size().seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        return shape.size().trials(study, version, "sgd-steps", overrides, of -> trials(of, shape, overrides));
    }

    private static List<Trial> trials(TicketPlan.Of of, Shape shape, Overrides overrides) {
        long steps = of.problem().integer("steps");
        List<Parameters> points = Grid.with(overrides)
            .axis(TicketRound.ROUND, ROUNDS)
            .axis(TicketRound.REWIND_STEP, shape.rewinds().stream().map(f -> Math.round(f * steps)).distinct().toList())
            .axis("method", Retraining.labels()).points();
        // Only the weights of a step have to be kept; the learning rate of any step is known.
        boolean weights = points.stream().anyMatch(p -> p.text("method").equals(Retraining.WEIGHT_REWINDING.label()));
        TicketPlan plan = new TicketPlan(of, of.problem().has(StartingPoint.START) && !weights ? List.of()
            : points.stream().map(p -> p.integer(TicketRound.REWIND_STEP)).distinct().toList());
        for (Parameters p : points) {
            int round = (int) p.integer(TicketRound.ROUND);
            plan.require(round);
            plan.add(plan.parameters(p.text("method"), round, p.integer(TicketRound.REWIND_STEP)), plan.dense());
        }
        return plan.trials();
    }
}
