package org.espalier.lotteryticket.criteria;

import java.util.List;
import org.espalier.lotteryticket.MaskZeroAction;
import org.espalier.lotteryticket.round.TicketGrid;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * Which criteria, actions and controls each preset of {@code lottery-ticket/criteria} trains: every criterion with pruned
 * weights at 0, every mask-0 action with the criterion {@code magnitude}, every mask-1 action on the mask of
 * {@code magnitude}.
 */
final class CriteriaGrid {
    static final String TICKET = TicketRound.ONE_SHOT.label();
    static final String MAGNITUDE = "magnitude";
    static final String ZERO = MaskZeroAction.ZERO.label();
    /** Masks that ought to be good, their inverses, and chance. */
    static final List<String> CRITERIA = List.of(MAGNITUDE, "magnitude-increase", "distance-moved",
        "large-init-large-final", "initial-magnitude", "random", "smallest-magnitude", "magnitude-decrease",
        "smallest-distance-moved");
    static final List<TicketRound> ACTIONS = List.of(TicketRound.REINITIALISED, TicketRound.SHUFFLED,
        TicketRound.SIGNS_REDRAWN, TicketRound.SIGNS_CONSTANT);

    private record Shape(TicketGrid size, List<Integer> rounds) { }

    private CriteriaGrid() { }

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape(new TicketGrid("digits", 200, 0, 2, 60, 20, 0.3), List.of(7));
            case QUICK -> new Shape(new TicketGrid("fashion-mnist", 5000, 10_000, 3, 800, 100, 1), List.of(7));
            case STANDARD -> new Shape(new TicketGrid("fashion-mnist", 5000, 0, 5, 5_000, 100, 1), List.of(3, 7, 11));
            case PAPER -> new Shape(new TicketGrid("mnist", 5000, 0, 5, 50_000, 100, 1),
                List.of(1, 3, 5, 7, 9, 11, 13, 15, 18, 21, 24));
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).size().seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        return shape.size().trials(study, version, "adam", overrides, of -> {
            TicketPlan plan = new TicketPlan(of, List.of(0L));
            for (Object round : Grid.with(overrides).axis(TicketRound.ROUND, shape.rounds()).values(TicketRound.ROUND)) {
                add(plan, ((Number) round).intValue(), overrides);
            }
            return plan.trials();
        });
    }

    private static void add(TicketPlan plan, int round, Overrides overrides) {
        plan.require(round);
        for (Object criterion : Grid.with(overrides).axis(Variant.CRITERION, CRITERIA).values(Variant.CRITERION)) {
            ticket(plan, round, criterion.toString(), ZERO);
        }
        for (Object action : Grid.with(overrides).axis(Variant.ACTION, MaskZeroAction.labels()).values(Variant.ACTION)) {
            ticket(plan, round, MAGNITUDE, action.toString());
        }
        Trial magnitude = ticket(plan, round, MAGNITUDE, ZERO);
        for (TicketRound action : ACTIONS) {
            plan.add(plan.parameters(action.label(), round, 0).with(Variant.CRITERION, MAGNITUDE)
                .with(Variant.ACTION, ZERO), plan.dense(), magnitude);
        }
    }

    private static Trial ticket(TicketPlan plan, int round, String criterion, String action) {
        return plan.add(plan.parameters(TICKET, round, 0).with(Variant.CRITERION, criterion).with(Variant.ACTION, action),
            plan.dense());
    }
}
