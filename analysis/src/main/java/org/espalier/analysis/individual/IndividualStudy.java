package org.espalier.analysis.individual;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.KeptWeights;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.train.TrainingMonitor;
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

/** {@code analysis/individual-differences}: how much do networks differ that differ only in their seed? */
public final class IndividualStudy implements Study {
    /** Reading the images, the distances of a network, and its share in the pairs. */
    private static final double NETWORK_SECONDS = 3;
    private static final double SAMPLE_SECONDS = 1;

    @Override
    public String id() {
        return "analysis/individual-differences";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "How differently do networks represent images that differ only in their random numbers, and what makes them alike?";
    }

    @Override
    public String method() {
        return "Networks of one kind are trained that differ in their seed alone. Each is shown as many test images of each class; "
            + "in each layer the dissimilarity of two images is 1 minus the correlation of their activations, and two networks are "
            + "as alike as the squared correlation of their dissimilarities: the variance they share (Mehrer et al. 2020). The same "
            + "for images of one class and for the centroids of classes. Networks are dense or found by a method, trained with and "
            + "without dropout; dense ones trained with it are also shown the images with it, as the mean of several passes. "
            + "Intervals over networks are those of the jackknife over pairs. Deviations from the paper: a seed changes the split "
            + "and the order of the images too; Fashion-MNIST and All-CNN-C of an eighth of its width in quick and standard; Adam, "
            + "short training, no augmentation; dropout after the strided convolutions, none of the images.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.MEHRER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(MethodTrial.parameters());
        parameters.add(Parameter.number(MethodTrial.DROPOUT, "Rate of dropout in training.", 0, 0.95));
        parameters.add(Parameter.number(IndividualGrid.TEST_DROPOUT, "Rate of dropout while images are shown, of dense networks "
            + "trained with dropout.", 0, 0.95));
        parameters.add(Parameter.integer(IndividualGrid.SAMPLES, "Passes averaged where values are dropped.", 1, 1000));
        parameters.add(NamedMeasure.parameter());
        parameters.add(Parameter.integer(IndividualGrid.PER_CLASS, "Test images shown of each class.", 2, 1000));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return IndividualGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return IndividualGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        if (trial.startsFrom().isEmpty()) {
            return MethodTrial.estimateSeconds(trial);
        }
        boolean sampled = trial.parameters().number(IndividualGrid.TEST_DROPOUT) > 0;
        return trial.startsFrom().size() * (NETWORK_SECONDS
            + (sampled ? SAMPLE_SECONDS * trial.parameters().integer(IndividualGrid.SAMPLES) : 0));
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return trial.startsFrom().isEmpty() ? MethodTrial.run(trial, context,
            SubnetworkMethods.named(trial.parameters().text("method")), new ShownLater(trial)) : ConsistencyTrial.run(trial, context);
    }

    @Override
    public boolean doesWithoutDiverged(Trial trial) {
        return !trial.startsFrom().isEmpty();
    }

    /** Has the weights kept; refuses before training what could not be shown after it. */
    private static final class ShownLater extends KeptWeights {
        private final int perClass;

        ShownLater(Trial trial) {
            perClass = (int) trial.parameters().integer(IndividualGrid.PER_CLASS);
        }

        @Override
        public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
            Stimuli.of(scene.problem().data().test(), perClass);
            return super.watch(scene, monitor);
        }
    }

    @Override
    public List<Claim> claims() {
        return IndividualClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return IndividualFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
