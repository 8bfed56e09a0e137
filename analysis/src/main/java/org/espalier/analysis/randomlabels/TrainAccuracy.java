package org.espalier.analysis.randomlabels;

import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.trial.Instruments;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.ForwardingMonitor;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;

/**
 * Logs {@code train_accuracy}, of all training images with the labels they are trained with, at every validation; the last is in
 * the summary. Costs a forward pass of the training images each time.
 */
final class TrainAccuracy implements Instruments {
    static final String METRIC = "train_accuracy";

    @Override
    public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
        LabelledImages train = scene.problem().data().train();
        return new ForwardingMonitor(monitor) {
            @Override
            public void validated(Validation validation, boolean best, Network network) {
                metric(METRIC, validation.step(), Evaluation.of(network, train, new CrossEntropy(0)).accuracy());
                super.validated(validation, best, network);
            }
        };
    }

    /** The first step by seed at which {@code train_accuracy} was at least {@code fit}; without the seeds that never got there. */
    static SortedMap<Long, Double> stepsTo(double fit, Records records) {
        SortedMap<Long, Double> steps = new TreeMap<>();
        for (Observation o : records.observations()) {
            if (o.is(METRIC) && o.value() >= fit) {
                steps.merge(o.seed(), (double) o.step(), Math::min);
            }
        }
        return steps;
    }
}
