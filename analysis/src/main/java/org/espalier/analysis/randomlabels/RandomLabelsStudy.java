package org.espalier.analysis.randomlabels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** {@code analysis/random-labels}: what can be learnt by heart? */
public final class RandomLabelsStudy implements Study {
    /** A forward pass of the training images an epoch, beside the training's three. */
    private static final double WITH_TRAIN_ACCURACY = 4 / 3.0;

    @Override
    public String id() {
        return "analysis/random-labels";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Can networks, and the subnetworks that methods find, learn noise by heart, and how much longer does it take?";
    }

    @Override
    public String method() {
        return "Networks are trained on true labels, on labels of which a fraction is drawn at random, and on images whose pixels "
            + "are shuffled by one permutation, by one permutation an image, or replaced by Gaussian noise of the same mean and "
            + "deviation (Zhang et al. 2017). Measured are the accuracy on the training images as they are labelled, after every "
            + "epoch, the steps until it reaches 99 %, and the test accuracy. Edge-popup and lottery tickets get true and random "
            + "labels within the same number of steps. Deviations from the paper: Fashion-MNIST, few images and 784-300-100-10 in "
            + "quick and standard; Adam at a constant rate; exactly the stated fraction of labels is drawn anew; no weight decay, "
            + "no augmentation; images standardised over the training set.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.ZHANG);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(MethodTrial.parameters());
        parameters.add(Parameter.number(MethodTrial.RANDOM_LABELS, "Fraction of the training labels drawn at random.", 0, 1));
        parameters.add(Parameter.text(MethodTrial.PIXELS, "What becomes of the pixels.",
            () -> Arrays.stream(PixelCorruption.values()).map(PixelCorruption::label).toList()));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return RandomLabelsGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return RandomLabelsGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return WITH_TRAIN_ACCURACY * MethodTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return MethodTrial.run(trial, context, SubnetworkMethods.named(trial.parameters().text("method")), new TrainAccuracy());
    }

    @Override
    public List<Claim> claims() {
        return RandomLabelsClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return RandomLabelsFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
