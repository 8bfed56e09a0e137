/** The study {@code lottery-ticket/ladder}: figures 3 to 5 of Frankle and Carbin 2019. */
package org.espalier.lotteryticket.ladder;
