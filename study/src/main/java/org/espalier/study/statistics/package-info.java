/**
 * The statistics behind a finding: means with their confidence intervals, tests against a threshold, differences and
 * trends a seed.
 *
 * <p>Read {@link org.espalier.study.statistics.SeedEffects} first: it turns metrics by seed into one number a seed, the
 * effect, and keeps count of the seeds that have none. {@link org.espalier.study.statistics.StudentT} then gives the
 * mean effect's interval and its test.
 *
 * <p>Lives here: kernels on plain arrays and maps that return records, with no state and no files. Every kernel refuses
 * numbers that are not finite: whoever calls decides what becomes of a seed that diverged, and says so. May not live
 * here: what a study, a trial or a claim is.
 */
@NullMarked
package org.espalier.study.statistics;

import org.jspecify.annotations.NullMarked;
