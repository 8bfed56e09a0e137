/**
 * Lottery tickets: subnetworks of the untrained network that train as well as the whole (Frankle and Carbin 2019). The
 * ladder is that of pruning; here is where its rounds start again ({@code Rewind}), and what tickets are compared with
 * ({@code TicketStart}).
 */
package org.espalier.lotteryticket;
