package org.espalier.rnndynamics.flipflop;

import java.util.HashSet;
import java.util.Set;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.topology.Settling;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.rnndynamics.universality.ProbedNetwork;

/**
 * Which edges of the cube a network's pulses make. An edge leads from a corner to another; a point stands for the corner that
 * the signs of its outputs name.
 *
 * @param missing edges of the cube that no pulse makes
 * @param extra   edges between different corners that a pulse makes and the cube does not have
 */
record CubeEdges(int missing, int extra) {

    static CubeEdges of(TransitionGraph graph, ProbedNetwork network, int bits) {
        int[] corners = graph.points().stream().mapToInt(p -> corner(network.output(p.state()))).toArray();
        Set<Integer> made = new HashSet<>();
        for (int i = 0; i < corners.length; i++) {
            for (int k = 0; k < graph.pulseCount(); k++) {
                int to = graph.to(i, k);
                if (to != Settling.NOWHERE && corners[to] != corners[i]) {
                    made.add(corners[i] << bits | corners[to]);
                }
            }
        }
        int right = (int) made.stream().filter(e -> Integer.bitCount((e >> bits) ^ (e & (1 << bits) - 1)) == 1).count();
        return new CubeEdges((1 << bits) * bits - right, made.size() - right);
    }

    private static int corner(double[] outputs) {
        int corner = 0;
        for (int b = 0; b < outputs.length; b++) {
            corner |= outputs[b] > 0 ? 1 << b : 0;
        }
        return corner;
    }

    /** The transition graph of a perfect flip-flop: at each corner K pulses lead to the K neighbours, K lead back. */
    static PointGraph perfect(int bits) {
        int n = 1 << bits;
        int[] edges = new int[n * n];
        for (int i = 0; i < n; i++) {
            edges[i * n + i] = bits;
            for (int b = 0; b < bits; b++) {
                edges[i * n + (i ^ 1 << b)] = 1;
            }
        }
        return new PointGraph(new int[n], edges);
    }
}
