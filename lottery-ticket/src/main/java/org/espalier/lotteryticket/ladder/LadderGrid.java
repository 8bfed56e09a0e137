package org.espalier.lotteryticket.ladder;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
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

    /** Rounds at which tickets and controls are wanted, and those of the one-shot control. */
    private static final PerPreset<List<Integer>> CONTROLLED = new PerPreset<>(ENDS, ENDS, ENDS, ALL);
    private static final PerPreset<List<Integer>> ONE_SHOT = new PerPreset<>(LAST, LAST, LAST, ALL);

    private LadderGrid() { }

    /** Every round of the ladder down to the deepest, and the controls at their rounds. */
    static List<Trial> graph(TicketPlan.Of of, Preset preset, Overrides overrides) {
        List<Long> rewinds = Grid.with(overrides).axis(TicketRound.REWIND_STEP, 0).values(TicketRound.REWIND_STEP).stream()
            .map(step -> ((Number) step).longValue()).toList();
        List<Object> methods = overrides.values().getOrDefault("method",
            CONTROLS.stream().map(m -> (Object) m.label()).toList());
        List<Object> chosen = overrides.values().get(TicketRound.ROUND);
        TicketPlan plan = new TicketPlan(of, rewinds);
        for (long rewind : rewinds) {
            rounds(chosen, CONTROLLED.of(preset)).forEach(round -> plan.round(TicketRound.TICKET, round, rewind));
            for (Object label : methods) {
                TicketRound method = TicketRound.named(label.toString());
                if (method != TicketRound.DENSE) {
                    rounds(chosen, method == TicketRound.ONE_SHOT ? ONE_SHOT.of(preset) : CONTROLLED.of(preset))
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
