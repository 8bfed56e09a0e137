/**
 * Who runs trials: executors, the worker process, the order in which trials may start, and a run's progress.
 *
 * <p>An {@link org.espalier.study.execute.Executor} hands the trials of a plan, longest first and never before those
 * they start from, to {@link org.espalier.study.execute.TrialRunner}, which is all that ever runs one: in a worker JVM,
 * in this JVM, or wherever another executor puts it. What a trial leaves behind is the run directory's business
 * ({@code record}).
 *
 * <p>May not live here: what a trial computes, what is concluded from records.
 */
package org.espalier.study.execute;
