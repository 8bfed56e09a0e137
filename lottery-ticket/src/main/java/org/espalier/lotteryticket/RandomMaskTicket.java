package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** Control: the ticket's counts and initial weights with a random mask. */
public final class RandomMaskTicket extends LotteryTicket {
    public RandomMaskTicket() {
        super("random-mask-ticket", TicketStart.RANDOM_MASK, 0, new PruningSchedule.Iterative(0),
            "A random mask with the layer densities of a lottery ticket and the same initial "
                + "weights: a control (Frankle and Carbin 2019).");
    }
}
