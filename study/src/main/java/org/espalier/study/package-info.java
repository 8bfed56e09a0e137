/**
 * What a study is: a question, its grid of {@linkplain org.espalier.study.Trial trials}, and what is computed from
 * their records.
 *
 * <p>Data flows one way: {@link org.espalier.study.Study} plans trials, an executor runs each in a worker
 * ({@code execute}), the worker leaves a record in the run directory ({@code record}), and the study's findings
 * ({@code finding}) are a pure function of those records, tested with {@code statistics}.
 *
 * <p>Lives here: the vocabulary of studies and nothing else. May not live here: anything that knows what a neural
 * network, a weight or a tensor is; anything that draws; anything that prints for a person.
 */
package org.espalier.study;
