package org.espalier.rnndynamics.universality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.representation.Representation;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.NpyType;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.family.CellKind;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.topology.PointGraph;

/**
 * What a comparison needs of a population, as {@code .npz}: {@code cell [k]} (its name, in pieces of {@value #PIECE} characters;
 * files of earlier versions hold its place among the cells there were), {@code units [1]}, {@code l2 [1]}, {@code seeds [n]},
 * {@code learnt [n]} (1 or 0), and of each network that learnt {@code activations-SEED [probes, steps, units]} (float32) and
 * {@code unstable-GRAPH-SEED [nodes]}, {@code edges-GRAPH-SEED [nodes, nodes]} of each of its graphs.
 */
final class PopulationFile {
    static final String NAME = "population.npz";
    private static final int PIECE = 16;
    /** What the numbers of earlier versions meant. */
    private static final List<CellKind> PLACES = List.of(Cells.GRU, Cells.GRU_RESET_BEFORE, Cells.LSTM, Cells.RNN_TANH,
        Cells.RNN_RELU, Cells.UGRNN);

    /**
     * A network.
     *
     * @param cell           it is made of
     * @param units          its size
     * @param l2             strength of the penalty it was trained with
     * @param seed           that the trial names it by
     * @param learnt         whether it takes part; if not, the rest is empty
     * @param representation of the probes, a trial each; null if it has not learnt
     * @param graphs         by name, those that could be made
     */
    record Network(CellKind cell, int units, double l2, long seed, boolean learnt, Representation representation,
                   SortedMap<String, PointGraph> graphs) {}

    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();
    private final List<Long> seeds = new ArrayList<>();
    private final List<Boolean> learnt = new ArrayList<>();

    PopulationFile(CellKind cell, int units, double l2) {
        // An array of texts holds 16 characters each.
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < cell.label().length(); at += PIECE) {
            pieces.add(cell.label().substring(at, Math.min(cell.label().length(), at + PIECE)));
        }
        arrays.put("cell", NpyArray.of(pieces, pieces.size()));
        arrays.put("units", NpyArray.of(new int[] {units}, 1));
        arrays.put("l2", NpyArray.of(new double[] {l2}, 1));
    }

    /** A network that did not learn. */
    void add(long seed) {
        seeds.add(seed);
        learnt.add(false);
    }

    /** A network that did. */
    void add(ProbedNetwork network, SortedMap<String, PointGraph> graphs) {
        long seed = network.seed();
        seeds.add(seed);
        learnt.add(true);
        arrays.put("activations-" + seed, NpyArray.of(network.activations(), network.probes().count(),
            network.probes().steps(), network.cell().units()));
        graphs.forEach((name, graph) -> {
            int n = graph.nodes();
            arrays.put("unstable-" + name + "-" + seed, NpyArray.of(graph.unstable(), n));
            arrays.put("edges-" + name + "-" + seed, NpyArray.of(graph.edges(), n, n));
        });
    }

    /** @throws InvalidInputException if the file cannot be written */
    void write(Path file) {
        Map<String, NpyArray> all = new LinkedHashMap<>();
        all.put("seeds", NpyArray.of(seeds.stream().mapToLong(s -> s).toArray(), seeds.size()));
        all.put("learnt", NpyArray.of(learnt.stream().mapToInt(l -> l ? 1 : 0).toArray(), learnt.size()));
        all.putAll(arrays);
        Npz.write(file, all);
    }

    /**
     * The networks of a file.
     *
     * @param graphNames the graphs to look for
     * @throws InvalidInputException if the file cannot be read or lacks an array
     */
    static List<Network> read(Path file, List<String> graphNames) {
        Map<String, NpyArray> all = Npz.read(file);
        CellKind cell = cell(file, required(file, all, "cell"));
        int units = (int) required(file, all, "units").doubles()[0];
        double l2 = required(file, all, "l2").doubles()[0];
        double[] seeds = required(file, all, "seeds").doubles();
        double[] learnt = required(file, all, "learnt").doubles();
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < seeds.length; i++) {
            long seed = (long) seeds[i];
            SortedMap<String, PointGraph> graphs = new TreeMap<>();
            Representation representation = null;
            if (learnt[i] != 0) {
                NpyArray activations = required(file, all, "activations-" + seed);
                int[] steps = new int[(int) activations.shape()[0]];
                Arrays.fill(steps, (int) activations.shape()[1]);
                representation = Representation.ofTrials((int) activations.shape()[2], activations.doubles(), steps);
                for (String name : graphNames) {
                    if (all.containsKey("unstable-" + name + "-" + seed)) {
                        graphs.put(name, new PointGraph(whole(all.get("unstable-" + name + "-" + seed)),
                            whole(required(file, all, "edges-" + name + "-" + seed))));
                    }
                }
            }
            networks.add(new Network(cell, units, l2, seed, learnt[i] != 0, representation, graphs));
        }
        return networks;
    }

    private static CellKind cell(Path file, NpyArray cell) {
        if (cell.type() == NpyType.TEXT) {
            return Cells.named(String.join("", cell.texts()));
        }
        int place = (int) cell.doubles()[0];
        if (place < 0 || place >= PLACES.size()) {
            throw new InvalidInputException(file + ": the cell is number " + place + ", expected 0 to " + (PLACES.size() - 1));
        }
        return PLACES.get(place);
    }

    private static NpyArray required(Path file, Map<String, NpyArray> all, String name) {
        NpyArray array = all.get(name);
        if (array == null) {
            throw new InvalidInputException(file + " has no array '" + name + "', expected the file of a population");
        }
        return array;
    }

    private static int[] whole(NpyArray array) {
        double[] values = array.doubles();
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) values[i];
        }
        return whole;
    }
}
