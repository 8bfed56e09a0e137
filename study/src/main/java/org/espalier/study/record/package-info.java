/**
 * What is left of a trial: the run directory, records, metrics and provenance.
 *
 * <p>Lives here: reading and writing {@code runs/<study>/<trial-id>/}, atomically and resumably. May not live here: who
 * runs trials, what is concluded from them.
 */
package org.espalier.study.record;
