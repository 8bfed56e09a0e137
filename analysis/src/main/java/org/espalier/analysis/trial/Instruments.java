package org.espalier.analysis.trial;

import java.nio.file.Path;
import org.espalier.base.RandomStreams;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;

/** What a study measures in a method trial beyond what every one measures: while the method trains, and after. */
public interface Instruments {
    /** Measures nothing more. */
    Instruments NONE = new Instruments() {};

    /**
     * Where a method works.
     *
     * @param network the network it computes with
     * @param problem the problem
     * @param random  the random streams of the trial
     * @param folder  the trial's folder; files in it survive a kill
     */
    record Scene(Network network, Problem problem, RandomStreams random, Path folder) {}

    /** Takes a metric for the trial's log and its summary. */
    @FunctionalInterface
    interface Log {
        void metric(String name, long step, double value);
    }

    /**
     * The monitor the method is given in place of {@code monitor}, to which it must pass everything on. It has to leave
     * the network as it found it.
     */
    default TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
        return monitor;
    }

    /** Whether other trials read the weights that are found, so that they are kept whatever the user asks. */
    default boolean startedFrom() {
        return false;
    }

    /** Called once at the end of a method that did not diverge, after test accuracy was measured. */
    default void measure(Found found, Log log) {}
}
