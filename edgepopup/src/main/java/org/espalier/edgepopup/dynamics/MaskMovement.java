package org.espalier.edgepopup.dynamics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.Instruments;
import org.espalier.edgepopup.PopupScores;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.train.ForwardingMonitor;
import org.espalier.nets.train.TrainingMonitor;

/**
 * Watches edge-popup's mask: at evenly spaced steps it keeps the mask, tries swaps on a mini-batch, and sees how many of
 * the kept weights the next step replaces; at the end it compares each mask with the last.
 *
 * <p>Metrics by step: {@code swapped_fraction}, {@code overlap_with_final}, {@code swap_lowering},
 * {@code layer_swap_lowering}, {@code random_swap_lowering}. Summary: {@code first_overlap} (of the mask before the first
 * step), {@code returned_fraction}, and over all steps {@code swaps_lowering}, {@code layer_swaps_lowering},
 * {@code random_swaps_lowering}, {@code swaps_unchanging}, {@code swaps_tried}. A fraction of nothing is NaN and is not
 * logged.
 */
final class MaskMovement implements Instruments {
    private final double density;
    private final Budget budget;
    private final int looks;
    private final int pairs;
    private Snapshots snapshots;

    MaskMovement(double density, Budget budget, int looks, int pairs) {
        this.density = density;
        this.budget = budget;
        this.looks = looks;
        this.pairs = pairs;
    }

    @Override
    public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
        snapshots = new Snapshots(scene.folder(),
            Snapshots.evenly(looks, budget.steps(scene.problem().data().train().count())));
        SwapTest swaps = new SwapTest(scene, scene.problem().initialWeights(scene.network(), density, scene.random()), pairs,
            budget.batchSize());
        return new Watch(monitor, snapshots, new HashSet<>(snapshots.steps()), swaps);
    }

    private static final class Watch extends ForwardingMonitor {
        private final Snapshots snapshots;
        private final Set<Long> steps;
        private final SwapTest swaps;

        Watch(TrainingMonitor monitor, Snapshots snapshots, Set<Long> steps, SwapTest swaps) {
            super(monitor);
            this.snapshots = snapshots;
            this.steps = steps;
            this.swaps = swaps;
        }

        @Override
        public void stepped(long step, Parametrization weights) {
            PopupScores scores = (PopupScores) weights;
            if (steps.contains(step - 1)) {
                Snapshots.Snapshot before = snapshots.read(step - 1);
                snapshots.write(step - 1, new Snapshots.Snapshot(before.mask(), before.swaps(),
                    1 - Snapshots.overlap(before.mask(), scores.mask())));
            }
            if (steps.contains(step)) {
                snapshots.write(step, new Snapshots.Snapshot(scores.mask(), swaps.at(step, scores), Double.NaN));
            }
            super.stepped(step, weights);
        }
    }

    @Override
    public void measure(Found found, Log log) {
        Mask last = found.subnetwork().mask();
        List<Mask> masks = new ArrayList<>();
        SwapTest.Outcome total = SwapTest.Outcome.NONE;
        for (long step : snapshots.steps()) {
            Snapshots.Snapshot snapshot = snapshots.read(step);
            masks.add(snapshot.mask());
            SwapTest.Outcome swaps = snapshot.swaps();
            metric(log, "swapped_fraction", step, snapshot.swapped());
            metric(log, "overlap_with_final", step, Snapshots.overlap(last, snapshot.mask()));
            metric(log, "swap_lowering", step, swaps.single().lowering());
            metric(log, "layer_swap_lowering", step, swaps.layers().lowering());
            metric(log, "random_swap_lowering", step, swaps.random().lowering());
            total = new SwapTest.Outcome(total.single().plus(swaps.single()), total.layers().plus(swaps.layers()),
                total.random().plus(swaps.random()));
        }
        long end = found.outcome().steps();
        metric(log, "first_overlap", end, Snapshots.overlap(last, masks.get(0)));
        metric(log, "returned_fraction", end, Snapshots.returned(masks, last));
        metric(log, "swaps_lowering", end, total.single().lowering());
        metric(log, "layer_swaps_lowering", end, total.layers().lowering());
        metric(log, "random_swaps_lowering", end, total.random().lowering());
        metric(log, "swaps_unchanging", end, total.single().unchanging());
        metric(log, "swaps_tried", end,
            total.single().lower() + total.single().higher() + total.single().unchanged());
    }

    private static void metric(Log log, String name, long step, double value) {
        if (!Double.isNaN(value)) {
            log.metric(name, step, value);
        }
    }
}
