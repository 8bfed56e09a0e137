/** The study {@code lottery-ticket/criteria}: mask criteria, mask-1 and mask-0 actions of Zhou et al. 2019. */
package org.espalier.lotteryticket.criteria;
