package org.espalier.lotteryticket.ladder;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.lotteryticket.round.TicketGrid;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Trial;
import org.espalier.study.spec.PerPreset;

/** Which networks, rounds and controls each preset of {@code lottery-ticket/ladder} trains. */
final class LadderGrid {
    private static final List<TicketRound> CONTROLS = List.of(TicketRound.REINITIALISED, TicketRound.RANDOM_MASK,
        TicketRound.ONE_SHOT);
    /** 21.07 and 3.58 %, where the paper compares. */
    private static final List<Integer> ENDS = List.of(LadderStudy.SMALL, LadderStudy.SMALLEST);
    private static final List<Integer> LAST = List.of(LadderStudy.SMALLEST);
    private static final List<Integer> ALL = IntStream.rangeClosed(1, 20).boxed().toList();

    static final PerPreset<Shape> SHAPES = new PerPreset<>(
        new Shape(new TicketGrid("digits", 200, 0, 2, 60, 20, 0.3), ENDS, LAST),
        new Shape(new TicketGrid("fashion-mnist", 5000, 10_000, 3, 1000, 50, 1), ENDS, LAST),
        new Shape(new TicketGrid("fashion-mnist", 5000, 0, 5, 20_000, 100, 1), ENDS, LAST),
        new Shape(new TicketGrid("mnist", 5000, 0, 5, 50_000, 100, 1), ALL, ALL));

    /**
     * What a preset trains.
     *
     * @param size       its size
     * @param controlled rounds at which tickets and controls are wanted
     * @param oneShot    rounds of the one-shot control
     */
    record Shape(TicketGrid size, List<Integer> controlled, List<Integer> oneShot) { }

    private LadderGrid() { }

    /** Every round of the ladder down to the deepest, and the controls at their rounds. */
    static List<Trial> graph(TicketPlan.Of of, Shape shape, Overrides overrides) {
        List<Long> rewinds = Grid.with(overrides).axis(TicketRound.REWIND_STEP, 0).values(TicketRound.REWIND_STEP).stream()
            .map(step -> ((Number) step).longValue()).toList();
        List<Object> methods = overrides.values().getOrDefault("method",
            CONTROLS.stream().map(m -> (Object) m.label()).toList());
        List<Object> chosen = overrides.values().get(TicketRound.ROUND);
        TicketPlan plan = new TicketPlan(of, rewinds);
        for (long rewind : rewinds) {
            rounds(chosen, shape.controlled()).forEach(round -> plan.round(TicketRound.TICKET, round, rewind));
            for (Object label : methods) {
                TicketRound method = TicketRound.named(label.toString());
                if (method != TicketRound.DENSE) {
                    rounds(chosen, method == TicketRound.ONE_SHOT ? shape.oneShot() : shape.controlled())
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
}
