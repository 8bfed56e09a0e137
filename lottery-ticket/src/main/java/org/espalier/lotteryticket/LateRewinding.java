package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** The ticket rewound to a tenth of the first round's steps (Frankle et al. 2019). */
public final class LateRewinding extends LotteryTicket {
    public LateRewinding() {
        super("late-rewinding", TicketStart.TICKET, 0.1, new PruningSchedule.Iterative(0),
            "Prunes by magnitude in rounds and puts the kept weights back to a tenth of the first "
                + "round (Frankle et al. 2019).");
    }
}
