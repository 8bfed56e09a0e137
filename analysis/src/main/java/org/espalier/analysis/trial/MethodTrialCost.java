package org.espalier.analysis.trial;

import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Parameters;

/**
 * The expected time of a method trial, from its arithmetic. Rates were measured on one 2.5 GHz server core with AVX-512;
 * they only have to be right to a factor of two.
 */
final class MethodTrialCost {
    private static final double START_SECONDS = 2;
    private static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
    /** Selection, optimiser and copies, per weight and step. */
    private static final double SECONDS_PER_WEIGHT = 8e-9;
    private static final double FORWARD_AND_BACKWARD = 3;
    private static final int USUAL_TRAINING_IMAGES = 55_000;

    private MethodTrialCost() {}

    static double seconds(Parameters p) {
        int images = images(p);
        Budget budget = new Budget((int) p.integer("epochs"), (int) p.integer("batch_size"));
        return SubnetworkMethods.named(p.text("method")).trains() ? seconds(p, budget.steps(images), 0)
            : START_SECONDS + images * work(p).multiplyAdds() / MULTIPLY_ADDS_PER_SECOND;
    }

    static double seconds(Parameters p, long steps, long validations) {
        Architecture.Work work = work(p);
        double pass = work.multiplyAdds() / MULTIPLY_ADDS_PER_SECOND;
        return START_SECONDS + steps * (Math.min(images(p), p.integer("batch_size")) * pass * FORWARD_AND_BACKWARD
            + work.weights() * SECONDS_PER_WEIGHT) + validations * p.integer("validation_images") * pass;
    }

    private static Architecture.Work work(Parameters p) {
        DataSet data = DataSets.named(p.text("dataset"));
        return Architectures.named(p.text("architecture")).work(data.shape(), data.classes(),
            new Architecture.Options(p.number("width"), false, false));
    }

    /** The images that are trained on; of a data set that does not say how many it has, a usual number. */
    static int images(Parameters p) {
        int limit = (int) p.integer("train_images");
        DataSet data = DataSets.named(p.text("dataset"));
        int left = data.trainingImages().isPresent()
            ? data.trainingImages().getAsInt() - (int) p.integer("validation_images") : USUAL_TRAINING_IMAGES;
        return limit > 0 ? Math.min(limit, left) : left;
    }
}
