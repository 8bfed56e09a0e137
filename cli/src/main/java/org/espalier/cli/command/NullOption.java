package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.representation.PermutationNull;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;
import picocli.CommandLine.Option;

/** {@code --null N}: the level of chance, by permutations. */
final class NullOption {
    private static final long USUAL_SEED = 1;
    private static final int MOST = 1_000_000;

    @Option(names = "--null", paramLabel = "N",
        description = "Pair the samples at random N times: the level of chance, p, and a calibrated score (0 chance, 1 the best).")
    private Integer draws;

    @Option(names = "--null-block", paramLabel = "L",
        description = "Permute runs of L samples as wholes, which end where a trial does: for time series (default: 1; of dsa, "
            + "whose trials keep their own runs, the root of a trial's steps).")
    private int block;

    @Option(names = "--null-seed", paramLabel = "S", description = "Seed of the permutations (default: ${DEFAULT-VALUE}).")
    private long seed = USUAL_SEED;

    /** @param ordered whether there are measures to which the order of samples is time */
    void check(Representation representation, boolean ordered) {
        if (draws != null && (draws < 1 || draws > MOST)) {
            throw new InvalidInputException("--null " + draws + ": expected at least 1 permutation and at most " + MOST);
        }
        int room = ordered ? longest(representation) : representation.samples();
        if (block < 0 || block > room / 2) {
            throw new InvalidInputException("--null-block " + block + " of " + room + (ordered && representation.trials().length > 1
                ? " steps, the longest trial" : " samples") + ": expected 1 or more, and at least two whole blocks");
        }
    }

    private static int longest(Representation representation) {
        return Arrays.stream(representation.trials()).max().orElse(0);
    }

    boolean given() {
        return draws != null;
    }

    int draws() {
        return draws == null ? 0 : draws;
    }

    /** One a measure. */
    List<PermutationNull> of(List<RepresentationMeasure> measures, double[] values, Representation a, Representation b) {
        List<PermutationNull> nulls = new ArrayList<>();
        for (boolean ordered : new boolean[] {false, true}) {
            List<RepresentationMeasure> some = measures.stream().filter(m -> m.ordered() == ordered).toList();
            if (!some.isEmpty()) {
                double[] own = some.stream().mapToDouble(m -> values[measures.indexOf(m)]).toArray();
                nulls.addAll(PermutationNull.of(some, own, a, b, draws, blockOf(ordered, b), seed));
            }
        }
        // Back into the measures' order.
        List<RepresentationMeasure> order = new ArrayList<>(measures.stream().filter(m -> !m.ordered()).toList());
        order.addAll(measures.stream().filter(RepresentationMeasure::ordered).toList());
        return measures.stream().map(m -> nulls.get(order.indexOf(m))).toList();
    }

    private int blockOf(boolean ordered, Representation permuted) {
        if (block > 0 || !ordered) {
            return Math.max(1, block);
        }
        double steps = Arrays.stream(permuted.trials()).filter(t -> t > 0).average().orElse(1);
        return Math.max(1, Math.min(longest(permuted) / 2, (int) Math.ceil(Math.sqrt(steps))));
    }
}
