package org.espalier.lotteryticket.round;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;

/**
 * How large a preset of a study of tickets is: 784-300-100-10 from Glorot normal weights, in batches of 60 (Frankle and Carbin
 * 2019, fig. 2), everything open to overrides.
 *
 * @param dataSet          the images
 * @param validationImages images split off to choose on
 * @param trainImages      training images, 0 for all
 * @param seeds            seeds
 * @param steps            steps of a round
 * @param evaluateEvery    steps from one validation to the next
 * @param width            width multiplier
 */
public record TicketGrid(String dataSet, int validationImages, int trainImages, int seeds, long steps, int evaluateEvery,
                         double width) {
    private static final int BATCH = 60;

    /**
     * The trials of every network and seed.
     *
     * @param optimizer label of the {@link org.espalier.pruning.round.Recipe} of every round
     * @param ladder    the trials of one network and seed
     */
    public List<Trial> trials(String study, int version, String optimizer, Overrides overrides,
                              Function<TicketPlan.Of, List<Trial>> ladder) {
        List<Parameters> networks = Grid.with(overrides)
            .axis("dataset", dataSet)
            .axis("validation_images", validationImages)
            .axis("train_images", trainImages)
            .axis("architecture", "lenet-300-100")
            .axis("width", width)
            .axis("init", "glorot-normal")
            .axis("optimizer", optimizer)
            .axis("steps", steps)
            .axis("evaluate_every", evaluateEvery)
            .axis("batch_size", BATCH)
            .optional(StartingPoint.START).points();
        List<Trial> trials = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, overrides.seeds().orElse(seeds)).toArray()) {
            networks.forEach(p -> trials.addAll(ladder.apply(new TicketPlan.Of(study, version, p, seed))));
        }
        return trials;
    }
}
