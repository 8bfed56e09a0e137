/**
 * Tickets and their controls as rounds: each one training, a trial of its own that starts from the trials before it. What is
 * trained is here; which of them a study compares is the study's.
 */
package org.espalier.lotteryticket.round;
