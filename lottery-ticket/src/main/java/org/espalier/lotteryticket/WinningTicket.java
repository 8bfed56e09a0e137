package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** The winning ticket: rewound to the initial weights. */
public final class WinningTicket extends LotteryTicket {
    public WinningTicket() {
        super("lottery-ticket", TicketStart.TICKET, 0, new PruningSchedule.Iterative(0),
            "Prunes by magnitude in rounds and puts the kept weights back to their initial values "
                + "each time (Frankle and Carbin 2019).");
    }
}
