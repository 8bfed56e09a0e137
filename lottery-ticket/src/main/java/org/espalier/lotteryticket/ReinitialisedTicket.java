package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** Control: the ticket's mask with other initial weights. */
public final class ReinitialisedTicket extends LotteryTicket {
    public ReinitialisedTicket() {
        super("reinitialised-ticket", TicketStart.REINITIALISED, 0, new PruningSchedule.Iterative(0),
            "The mask of a lottery ticket with newly drawn initial weights: a control (Frankle and "
                + "Carbin 2019).");
    }
}
