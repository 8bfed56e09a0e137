package org.espalier.rnndynamics.weights;

import java.util.List;
import java.util.Optional;

/**
 * States of a cell from a file.
 *
 * @param origin   file and array, for messages
 * @param values   {@code [rows, d]}, never modified
 * @param rows     at least 1
 * @param steps    how many rows follow one another in time: the length of the last axis but one of an array of three or more
 *                 axes ({@code [trials, time, units]}), else 1
 * @param inputs   {@code [any, inputs]}: what the file says the network saw there (its array {@code inputs}), if it does
 * @param warnings sentences about what is odd
 */
public record VisitedStates(String origin, double[] values, int rows, int steps, Optional<double[]> inputs,
                            List<String> warnings) {}
