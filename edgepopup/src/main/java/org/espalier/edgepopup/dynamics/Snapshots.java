package org.espalier.edgepopup.dynamics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.safetensors.Safetensors;

/**
 * The masks of a training at the steps where it is looked at, each a file {@code mask-STEP.safetensors} of the trial with
 * what was measured there in its notes. On disk from the start, so that a resumed training has them all.
 *
 * @param folder the trial's folder
 * @param steps  the steps, ascending, the first 0, all before the end
 */
record Snapshots(Path folder, List<Long> steps) {
    private static final String SINGLE = "single";
    private static final String LAYERS = "layers";
    private static final String RANDOM = "random";
    private static final String SWAPPED = "swapped";

    /**
     * A look at the training.
     *
     * @param mask    the mask
     * @param swaps   what trying swaps there gave
     * @param swapped fraction of the kept weights that the next step replaced; NaN until that step
     */
    record Snapshot(Mask mask, SwapTest.Outcome swaps, double swapped) {}

    /** {@code count} steps, evenly spaced from 0 on; fewer if there are not so many. */
    static List<Long> evenly(int count, long total) {
        return LongStream.range(0, count).map(i -> i * total / count).distinct().boxed().toList();
    }

    private Path file(long step) {
        return folder.resolve("mask-" + step + ".safetensors");
    }

    void write(long step, Snapshot snapshot) {
        Map<String, String> notes = new TreeMap<>(snapshot.swaps().single().notes(SINGLE));
        notes.putAll(snapshot.swaps().layers().notes(LAYERS));
        notes.putAll(snapshot.swaps().random().notes(RANDOM));
        notes.put(SWAPPED, Double.toString(snapshot.swapped()));
        MaskFile.write(file(step), snapshot.mask(), notes);
    }

    Snapshot read(long step) {
        Map<String, String> notes = Safetensors.read(file(step)).metadata();
        return new Snapshot(MaskFile.read(file(step)), new SwapTest.Outcome(SwapCounts.read(notes, SINGLE),
            SwapCounts.read(notes, LAYERS), SwapCounts.read(notes, RANDOM)), Double.parseDouble(notes.get(SWAPPED)));
    }

    /** Fraction of the weights kept by {@code a} that {@code b} keeps too: 1 for equal masks, the density by chance. */
    static double overlap(Mask a, Mask b) {
        return a.intersection(b).keptCount() / (double) a.keptCount();
    }

    /**
     * Fraction of the weights kept at the end that were dropped in between: kept at one of the steps, not kept at a later
     * one, kept at the end.
     *
     * @param masks in the order of their steps
     */
    static double returned(List<Mask> masks, Mask last) {
        long returned = 0;
        for (int l = 0; l < last.layers().size(); l++) {
            MaskLayer end = last.layers().get(l);
            boolean[] was = new boolean[end.size()];
            boolean[] dropped = new boolean[end.size()];
            for (Mask mask : masks) {
                MaskLayer layer = mask.layers().get(l);
                for (int i = 0; i < was.length; i++) {
                    dropped[i] |= was[i] & !layer.kept(i);
                    was[i] |= layer.kept(i);
                }
            }
            for (int i = 0; i < was.length; i++) {
                returned += dropped[i] & end.kept(i) ? 1 : 0;
            }
        }
        return returned / (double) last.keptCount();
    }
}
