/**
 * Runs a registered subnetwork method as a trial: the one place where a point of a study's grid becomes a problem, a
 * budget and a training, where every method is measured in the same way, and where what
 * it found is kept ({@link org.espalier.analysis.trial.KeptNetwork}). What studies of several networks share with their records
 * is here too ({@link org.espalier.analysis.trial.Networks}).
 */
package org.espalier.analysis.trial;
