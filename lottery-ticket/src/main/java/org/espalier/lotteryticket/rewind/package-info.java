/** The study {@code lottery-ticket/rewind}: what to do with a pruned network (Renda et al. 2020). */
package org.espalier.lotteryticket.rewind;
