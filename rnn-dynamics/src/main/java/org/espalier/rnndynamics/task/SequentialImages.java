package org.espalier.rnndynamics.task;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.LabelledImages;

/**
 * Images row by row: at each step the network sees one row of an image (of all channels, one after the other), and at the
 * last step it has to name the class; no other step counts (Le, Jaitly and Hinton 2015 show pixels; Liu et al. 2024 rows).
 *
 * <p>Images are drawn with replacement, all as likely, and shown as they are: standardise before, where wanted.
 */
public final class SequentialImages implements Task {
    private static final String NAME = "sequential-images";

    /** Read at first need: a list of the tasks must not read a data set. */
    private static final class Digits {
        private static final LabelledImages TRAIN = DataSets.named("digits").load(DataLocator.standard()).train();
    }

    private final LabelledImages given;

    /** The published training images of {@code digits}; others by {@link #of}. */
    public SequentialImages() {
        this.given = null;
    }

    private SequentialImages(LabelledImages given) {
        this.given = given;
    }

    /**
     * Trials of these images, for a part of a split or another data set.
     *
     * @throws InvalidInputException if there are none
     */
    public static SequentialImages of(LabelledImages images) {
        if (images.count() == 0 || images.shape().size() == 0) {
            throw new InvalidInputException("the task " + NAME + " was given no images, expected at least one");
        }
        return new SequentialImages(images);
    }

    private LabelledImages images() {
        return given == null ? Digits.TRAIN : given;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Name the class of an image seen row by row (digits unless other images are given).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    @Override
    public SequentialImages with(Map<String, Double> changed) {
        TaskSettings.changed(this, changed);
        return this;
    }

    @Override
    public int inputs() {
        return images().shape().channels() * images().shape().width();
    }

    @Override
    public int outputs() {
        return images().classes();
    }

    @Override
    public int steps() {
        return images().shape().height();
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        LabelledImages images = images();
        int image = random.nextInt(images.count());
        int channels = images.shape().channels();
        int height = images.shape().height();
        int width = images.shape().width();
        int at = image * images.shape().size();
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < height; t++) {
                for (int i = 0; i < width; i++) {
                    sheet.input(t, c * width + i, images.pixels()[at++]);
                }
            }
        }
        sheet.target(height - 1, images.labels()[image], 1);
        sheet.count(height - 1);
    }
}
