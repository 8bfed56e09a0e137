package org.espalier.lotteryticket.ladder;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.lotteryticket.round.TicketGrid;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which networks, rounds and controls each preset of {@code lottery-ticket/ladder} trains. */
final class LadderGrid {
    private static final List<TicketRound> CONTROLS = List.of(TicketRound.REINITIALISED, TicketRound.RANDOM_MASK,
        TicketRound.ONE_SHOT);

    private record Shape(TicketGrid size, List<Integer> controlled, List<Integer> oneShot) { }

    private LadderGrid() { }

    private static Shape shape(Preset preset) {
        // 21.07 and 3.58 %, where the paper compares.
        List<Integer> ends = List.of(LadderClaims.SMALL, LadderClaims.SMALLEST);
        return switch (preset) {
            case SMOKE -> new Shape(new TicketGrid("digits", 200, 0, 2, 60, 20, 0.3), ends, List.of(LadderClaims.SMALLEST));
            case QUICK -> new Shape(new TicketGrid("fashion-mnist", 5000, 10_000, 3, 1000, 50, 1), ends, List.of(LadderClaims.SMALLEST));
            case STANDARD -> new Shape(new TicketGrid("fashion-mnist", 5000, 0, 5, 20_000, 100, 1), ends,
                List.of(LadderClaims.SMALLEST));
            case PAPER -> new Shape(new TicketGrid("mnist", 5000, 0, 5, 50_000, 100, 1), IntStream.rangeClosed(1, 20).boxed().toList(),
                IntStream.rangeClosed(1, 20).boxed().toList());
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).size().seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Object> rewinds = Grid.with(overrides).axis(TicketRound.REWIND_STEP, 0).values(TicketRound.REWIND_STEP);
        List<Object> methods = overrides.values().getOrDefault("method",
            CONTROLS.stream().map(m -> (Object) m.label()).toList());
        return shape.size().trials(study, version, "adam", overrides, of -> {
            TicketPlan plan = new TicketPlan(of, rewinds.stream().map(k -> ((Number) k).longValue()).toList());
            rewinds.forEach(rewind -> add(plan, shape, methods, overrides, ((Number) rewind).longValue()));
            return plan.trials();
        });
    }

    /** Every round of the ladder down to the deepest, and the controls at their rounds. */
    private static void add(TicketPlan plan, Shape shape, List<Object> methods, Overrides overrides, long rewind) {
        List<Object> chosen = overrides.values().get(TicketRound.ROUND);
        for (int round : rounds(chosen, shape.controlled())) {
            plan.round(TicketRound.TICKET, round, rewind);
        }
        for (Object label : methods) {
            TicketRound method = TicketRound.named(label.toString());
            if (method != TicketRound.DENSE) {
                for (int round : rounds(chosen, method == TicketRound.ONE_SHOT ? shape.oneShot() : shape.controlled())) {
                    plan.round(method, round, rewind);
                }
            }
        }
    }

    private static List<Integer> rounds(List<Object> chosen, List<Integer> otherwise) {
        return chosen == null ? otherwise
            : chosen.stream().map(r -> ((Number) r).intValue()).filter(r -> r > 0).toList();
    }
}
