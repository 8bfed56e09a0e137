package org.espalier.study.execute;

/**
 * What a run did with its shard of a plan.
 *
 * @param kept          trials that had a record already
 * @param ofOtherBuilds how many of those records another build made
 * @param done          trials that this run brought to an end
 * @param diverged      trials of this run whose training left the finite numbers: outcomes, not errors
 * @param failed        trials that failed, or could not start because one they start from did not finish
 */
public record RunResult(int kept, int ofOtherBuilds, int done, int diverged, int failed) {
}
