/**
 * Runs a registered subnetwork method as a trial: the one place where a point of a study's grid becomes a problem, a
 * budget and a training, and where every method is measured in the same way.
 */
package org.espalier.analysis.trial;
