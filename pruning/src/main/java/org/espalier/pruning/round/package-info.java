/**
 * One training of a ladder as a trial of its own: {@link org.espalier.pruning.round.RoundTrial} starts from the artifacts of
 * the trials before it (a mask, trained weights, the state at a rewind step) and leaves its own. So the dense training is
 * done once for everything that starts from it, a ladder's rounds are finished one by one, and controls take the mask of the
 * very ticket they are compared with. What a round trains and from what is the study's: a
 * {@link org.espalier.pruning.round.Round}. No criterion and no claim lives here.
 */
package org.espalier.pruning.round;
