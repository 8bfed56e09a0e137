package org.espalier.edgepopup.dynamics;

import java.util.Map;
import java.util.TreeMap;

/**
 * What swaps did to the loss on a mini-batch, counted.
 *
 * @param lower     swaps after which it was lower
 * @param higher    swaps after which it was higher
 * @param unchanged swaps after which it was the same number (edges from inputs that are always zero, inactive units)
 */
record SwapCounts(long lower, long higher, long unchanged) {
    static final SwapCounts NONE = new SwapCounts(0, 0, 0);

    SwapCounts plus(SwapCounts other) {
        return new SwapCounts(lower + other.lower, higher + other.higher, unchanged + other.unchanged);
    }

    SwapCounts counting(double before, double after) {
        return plus(new SwapCounts(after < before ? 1 : 0, after > before ? 1 : 0, after == before ? 1 : 0));
    }

    /** Fraction of the swaps that changed the loss which lowered it; NaN without any. */
    double lowering() {
        return lower / (double) (lower + higher);
    }

    /** Fraction of all swaps that left the loss as it was; NaN without any. */
    double unchanging() {
        return unchanged / (double) (lower + higher + unchanged);
    }

    Map<String, String> notes(String prefix) {
        return new TreeMap<>(Map.of(prefix + "-lower", Long.toString(lower), prefix + "-higher", Long.toString(higher),
            prefix + "-unchanged", Long.toString(unchanged)));
    }

    /** What {@link #notes} wrote; none where nothing was noted. */
    static SwapCounts read(Map<String, String> notes, String prefix) {
        return notes.containsKey(prefix + "-lower") ? new SwapCounts(Long.parseLong(notes.get(prefix + "-lower")),
            Long.parseLong(notes.get(prefix + "-higher")), Long.parseLong(notes.get(prefix + "-unchanged"))) : NONE;
    }
}
