/**
 * Lottery tickets: subnetworks of the untrained network that train as well as the whole (Frankle and Carbin 2019). The
 * ladder is that of pruning; here is where its rounds start again ({@code Rewind}), what tickets are compared with
 * ({@code TicketStart}), and what is done with the weights a ticket leaves out ({@code MaskZeroAction}). The studies have a
 * package each: {@code ladder}, {@code rewind}, {@code criteria}, {@code connectivity}; the trainings they are made of are in
 * {@code round}. What ranks weights lives in pruning, not here.
 */
package org.espalier.lotteryticket;
