package org.espalier.edgepopup.setup;

import java.util.List;
import java.util.function.UnaryOperator;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;

/**
 * How one architecture is studied in a preset, with batches of 128 as in Ramanujan et al. 2020.
 *
 * @param architecture     its name
 * @param width            its width multiplier
 * @param dataset          the images
 * @param epochs           passes over the training images
 * @param trainImages      training images used, 0 for all
 * @param validationImages images split off to choose on
 */
public record Setup(String architecture, double width, String dataset, int epochs, int trainImages,
                    int validationImages) {
    private static final int BATCH = 128;

    /** The architecture as the paper studies it: at full width, on all of CIFAR-10, for 100 epochs. */
    public static Setup full(String architecture) {
        return new Setup(architecture, 1, "cifar10", 100, 0, 5000);
    }

    /** Points of this set-up times the axes that {@code axes} adds, overrides applied. */
    public List<Parameters> points(Overrides overrides, UnaryOperator<Grid> axes) {
        return pointsOfAnyWidth(overrides, grid -> axes.apply(grid.axis("width", width)));
    }

    /** As {@link #points}, where {@code axes} has to add the widths too. */
    public List<Parameters> pointsOfAnyWidth(Overrides overrides, UnaryOperator<Grid> axes) {
        Grid grid = Grid.with(overrides)
            .axis("dataset", dataset)
            .axis("validation_images", validationImages)
            .axis("train_images", trainImages)
            .axis("epochs", epochs)
            .axis("batch_size", BATCH)
            .optional(StartingPoint.START);
        return axes.apply(grid).points().stream().map(p -> p.with("architecture", architecture)).toList();
    }

    Setup of(String other) {
        return new Setup(other, width, dataset, epochs, trainImages, validationImages);
    }
}
