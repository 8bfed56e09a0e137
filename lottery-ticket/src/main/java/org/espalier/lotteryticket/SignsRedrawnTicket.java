package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** Control: the ticket's signs with other magnitudes. */
public final class SignsRedrawnTicket extends LotteryTicket {
    public SignsRedrawnTicket() {
        super("signs-redrawn-ticket", TicketStart.SIGNS_REDRAWN, 0, new PruningSchedule.Iterative(0),
            "The mask and the signs of a lottery ticket with newly drawn magnitudes: a control (Zhou "
                + "et al. 2019).");
    }
}
