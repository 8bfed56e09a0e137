package org.espalier.lotteryticket;

import org.espalier.pruning.schedule.PruningSchedule;

/** Control: the ticket's signs with one magnitude a layer. */
public final class SignsConstantTicket extends LotteryTicket {
    public SignsConstantTicket() {
        super("signs-constant-ticket", TicketStart.SIGNS_CONSTANT, 0, new PruningSchedule.Iterative(0),
            "The mask and the signs of a lottery ticket with one magnitude a layer: a control (Zhou "
                + "et al. 2019).");
    }
}
