/**
 * A study as one value: {@link org.espalier.study.spec.StudySpec} holds the question, the papers, what is planned, what a trial
 * does, the claims with their effects, the figures and the sentences; {@link org.espalier.study.spec.DeclaredStudy} makes of it
 * the {@link org.espalier.study.Study} that is found and run.
 *
 * <p>What every study does stands here once: the table of the grid, alpha, the seeds 1 to n, the columns of means. What a trial
 * computes does not live here, nor anything that knows a network.
 */
package org.espalier.study.spec;
