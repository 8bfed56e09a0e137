/**
 * Lottery tickets: subnetworks of the untrained network that train as well as the whole (Frankle and Carbin 2019). The
 * ladder is that of pruning; here is where its rounds start again ({@code Rewind}), what tickets are compared with
 * ({@code TicketStart}), and what is done with the weights a ticket leaves out ({@code MaskZeroAction}).
 */
package org.espalier.lotteryticket;
