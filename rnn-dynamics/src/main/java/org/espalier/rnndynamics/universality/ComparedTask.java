package org.espalier.rnndynamics.universality;

import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.InitialNetwork;
import org.espalier.rnndynamics.population.InitialScale;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.GraphDistance;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.study.Parameters;

/**
 * What a study of this kind says about its task: under which inputs fixed points are sought, and which graphs are made of
 * them. Everything else (training, search, geometry, statistics) is the same for all tasks. Keeps no state.
 */
public interface ComparedTask {
    /** Far above the error of a spectral distance, far below what an edge more or less makes of it. */
    double ROUNDING = 1e-9;

    /**
     * The task with the settings of a trial.
     *
     * @throws org.espalier.base.InvalidInputException if a setting is out of range
     */
    Task task(Parameters parameters);

    /** Where networks begin. */
    default InitialNetwork initial(TrainableCell cell) {
        return InitialScale.of(cell);
    }

    /** A network has learnt the task if its last validation loss is below this. */
    double learntBelow();

    /**
     * The trials on which all networks are compared, the same for all: {@code [steps, count]} states a network. It may be
     * another choice than random trials, but has to be the same at every call.
     *
     * @param count  as many as the study's parameter {@code probes} says; another number may be answered
     * @param random the same stream for every network
     */
    default Trials probes(Task task, int count, RandomGenerator random) {
        return task.trials(count, random);
    }

    /** The constant inputs under which fixed points are sought, a search each. For a task at rest the input of zeros. */
    default List<double[]> constantInputs(Task task) {
        return List.of(new double[task.inputs()]);
    }

    /**
     * Where the search under a constant input starts: states {@code [rows, d]} that {@code SearchStarts} draws from. All that
     * the network goes through on the probes, unless a task says otherwise.
     *
     * @param input place in {@link #constantInputs}
     */
    default double[] visited(ProbedNetwork network, int input) {
        return network.states();
    }

    /**
     * How often a search is repeated, each time from four times as many starts, while the points it found cannot be all there
     * are: {@link FixedPointIndex}. Not where fixed points are expected to lie on a line or to be on the verge of one.
     */
    default int searchesMore() {
        return 0;
    }

    /**
     * The names of the graphs that {@link #graphs} makes, the one that the study's claims are about first; none where
     * networks are not compared.
     */
    List<String> graphNames();

    /**
     * Makes the graphs of a network's fixed points, and measures what belongs to the task. A graph may be left out where it
     * cannot be made: the network then takes no part in the comparison by it, and is counted.
     *
     * @param network what was found
     * @param log     takes metrics
     */
    SortedMap<String, PointGraph> graphs(AnalysedNetwork network, NetworkLog log);

    /**
     * The distance of two networks by a graph; has to be symmetric, exactly 0 for the same graph, finite. The spectral
     * distance, without the digits that rounding makes, unless a task says otherwise.
     *
     * @param graph its name
     */
    default double distance(String graph, PointGraph a, PointGraph b) {
        return Math.rint(GraphDistance.spectral(a, b) / ROUNDING) * ROUNDING;
    }
}
