/** The study {@code lottery-ticket/connectivity}: linear mode connectivity (Frankle et al. 2020). */
package org.espalier.lotteryticket.connectivity;
