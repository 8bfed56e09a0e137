package org.espalier.nets.method;

import java.util.List;
import org.espalier.base.RandomStreams;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;

/**
 * A way to find a subnetwork of a given density for a problem within a budget. Found by
 * {@link java.util.ServiceLoader}: one class and one line in
 * {@code META-INF/services/org.espalier.nets.method.SubnetworkMethod}; every study that compares methods then accepts it by
 * name, and takes it by itself if it {@link #joinsComparisons}.
 *
 * <p>A method keeps no state between calls and takes every random number from the streams it is given: from the same
 * seed all methods start at the same initial weights and see the same batches.
 */
public interface SubnetworkMethod {

    /** The name on the command line: {@code edge-popup}. */
    String name();

    /** One sentence: what it does and the paper it comes from. */
    String description();

    /** Whether it looks for a subnetwork of a density, or (a dense reference) always keeps every weight. */
    boolean selects();

    /** Whether it takes training steps; a method that does not costs one evaluation. */
    boolean trains();

    /**
     * Whether studies that compare methods take it into their grids without being asked ({@code pruning/ladder} does). Each
     * study chooses among the suite's own methods by itself; a plug-in that answers true is compared with them wherever its
     * jar is found. Any method can be asked for by name.
     */
    default boolean joinsComparisons() {
        return false;
    }

    /**
     * Refuses what it could not do, before anything is trained: for plans.
     *
     * @param layers  the number of weights of each prunable layer, from the images to the outputs
     * @param density as {@link #find}'s
     * @param steps   training steps of the budget
     * @throws org.espalier.base.InvalidInputException if the density cannot be met in so many steps
     */
    default void requirePossible(List<Long> layers, double density, long steps) {}

    /**
     * Finds a subnetwork.
     *
     * @param network the network to compute with, of the problem's architecture; left with the found subnetwork loaded
     * @param problem the problem
     * @param density fraction of the prunable weights to keep, in (0, 1]; 1 for a method that does not {@link #selects}
     * @param budget  the training it may do
     * @param random  the random streams of the trial
     * @param monitor receives metrics and checkpoints
     * @return the subnetwork and what it cost
     * @throws org.espalier.base.InvalidInputException if the density cannot be met
     */
    Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
               TrainingMonitor monitor);
}
