package org.espalier.lotteryticket.round;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/**
 * The design of a study of tickets: for every network and seed of a preset a graph of trials that start from one another. The
 * network is 784-300-100-10 from Glorot normal weights, in batches of 60 (Frankle and Carbin 2019, fig. 2), everything open to
 * overrides.
 */
public final class TicketDesign implements Design {
    private static final int BATCH = 60;

    private final PerPreset<Size> sizes;
    private final String optimizer;
    private final Graph graph;
    private final List<Parameter> own;

    private record Size(String dataSet, int validationImages, int trainImages, int seeds, long steps, int evaluateEvery,
                        double width) {}

    /** The trials of one network and seed. */
    @FunctionalInterface
    public interface Graph {
        List<Trial> of(TicketPlan.Of of, Preset preset, Overrides overrides);
    }

    /**
     * The lengths of rounds in quick and standard are the study's.
     *
     * @param optimizer label of the {@link org.espalier.pruning.round.Recipe} of every round
     * @param own       parameters beside those of {@link RoundTrial}
     */
    public TicketDesign(long quickSteps, int quickEvaluateEvery, long standardSteps, String optimizer, Graph graph,
                        Parameter... own) {
        sizes = new PerPreset<>(
            new Size("digits", 200, 0, 2, 60, 20, 0.3),
            new Size("fashion-mnist", 5000, 10_000, 3, quickSteps, quickEvaluateEvery, 1),
            new Size("fashion-mnist", 5000, 0, 5, standardSteps, 100, 1),
            new Size("mnist", 5000, 0, 5, 50_000, 100, 1));
        this.optimizer = optimizer;
        this.graph = graph;
        this.own = List.of(own);
    }

    /** Rewind steps, from fractions of the steps of a round. */
    public static List<Long> rewindSteps(List<Double> fractions, TicketPlan.Of of) {
        long steps = of.problem().integer("steps");
        return fractions.stream().map(fraction -> Math.round(fraction * steps)).distinct().toList();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        all.addAll(own);
        return all;
    }

    @Override
    public int seeds(Preset preset) {
        return sizes.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        Size size = sizes.of(preset);
        List<Parameters> networks = Grid.with(overrides)
            .axis("dataset", size.dataSet())
            .axis("validation_images", size.validationImages())
            .axis("train_images", size.trainImages())
            .axis("architecture", "lenet-300-100")
            .axis("width", size.width())
            .axis("init", "glorot-normal")
            .axis("optimizer", optimizer)
            .axis("steps", size.steps())
            .axis("evaluate_every", size.evaluateEvery())
            .axis("batch_size", BATCH)
            .optional(StartingPoint.START).points();
        List<Trial> trials = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, overrides.seeds().orElse(size.seeds())).toArray()) {
            networks.forEach(p -> trials.addAll(graph.of(new TicketPlan.Of(of.study(), of.version(), p, seed), preset, overrides)));
        }
        return trials;
    }
}
