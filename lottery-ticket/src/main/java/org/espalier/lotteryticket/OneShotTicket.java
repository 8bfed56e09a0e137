package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** The ticket found in one round. */
public final class OneShotTicket extends LotteryTicket {
    public OneShotTicket() {
        super("one-shot-ticket", TicketStart.TICKET, 0, new PruningSchedule.OneShot(),
            "Prunes by magnitude once and puts the kept weights back to their initial values "
                + "(Frankle and Carbin 2019).");
    }
}
