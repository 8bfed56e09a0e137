package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** Control: the ticket's weights in other kept places. */
public final class ShuffledTicket extends LotteryTicket {
    public ShuffledTicket() {
        super("shuffled-ticket", TicketStart.SHUFFLED, 0, new PruningSchedule.Iterative(0),
            "The mask of a lottery ticket with its initial weights shuffled within each layer: a "
                + "control (Zhou et al. 2019).");
    }
}
