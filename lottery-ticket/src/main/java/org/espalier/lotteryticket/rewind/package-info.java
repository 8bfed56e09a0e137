/** The study {@code lottery-ticket/rewind}: what to do with a pruned network (Renda et al. 2020). */
@NullMarked
package org.espalier.lotteryticket.rewind;

import org.jspecify.annotations.NullMarked;
