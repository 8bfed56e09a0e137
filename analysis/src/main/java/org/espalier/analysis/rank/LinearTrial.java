package org.espalier.analysis.rank;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.espalier.analysis.richlazy.KernelAlignment;
import org.espalier.analysis.richlazy.LinearStudent;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that trains {@link LinearStudent}s by gradient descent (the setting of Liu et al. 2024, fig. 3). A teacher reads
 * features {@code z = F x} of inputs of covariance I, {@code w^T z = beta^T x} with {@code beta = F^T w}, w of random
 * direction; the upper half of the singular values of F is kappa, the lower half 1, its singular vectors are random; beta has
 * length 1.
 *
 * <p>The student's first layer W ({@code d x d}) starts with the norm {@value #SCALE}, its second layer v with
 * {@code readout^(1/2)} of that, of random direction where nothing else is said:
 * {@code random}: a Gaussian matrix truncated to the rank; {@code aligned}: {@code W = u beta^T, v = u} up to scale, rank 1;
 * {@code partially-aligned}: {@code W = U V^T}, V the upper half of the right singular vectors of F, U random: rank d/2.
 *
 * <p>Summary, means over teachers: {@code kernel_alignment} of start and end; {@code predicted_alignment}, what the theory
 * says for this start and teacher; {@code expected_alignment}, its mean over all directions of the teacher: the theory curve;
 * {@code theory_gap}, the mean distance of the first two; {@code student_error}, the distance of what was learned from beta.
 */
final class LinearTrial {
    /** Small against the length of beta, 1: the theory is the limit of vanishing weights. */
    static final double SCALE = 0.01;
    private static final double RATE = 0.05;
    private static final int STEPS = 3000;

    private LinearTrial() {}

    static TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        int teachers = (int) p.integer(RankGrid.TEACHERS);
        SortedMap<String, Double> row = new TreeMap<>();
        for (int t = 0; t < teachers; t++) {
            measure(p, context.streams(trial.seed()).stream("teacher/" + t), teachers, row);
            context.progress((t + 1.0) / teachers);
        }
        row.forEach((name, value) -> context.metrics().append(trial.seed(), name, STEPS, value));
        return new TrialResult(TrialResult.Status.DONE, "", new TreeMap<>(java.util.Map.of(trial.seed(), row)));
    }

    /** One teacher and one student; from one seed every start has the same teachers. */
    private static void measure(Parameters p, RandomGenerator random, int teachers, SortedMap<String, Double> row) {
        int d = (int) p.integer(RankGrid.INPUTS);
        double[] directions = orthogonal(d, random);
        double[] beta = new double[d];
        for (int k = 0; k < d; k++) {
            double along = (k < d / 2 ? p.number(RankGrid.KAPPA) : 1) * random.nextGaussian();
            for (int j = 0; j < d; j++) {
                beta[j] += along * directions[k * d + j];
            }
        }
        scale(beta, 1);
        double[] v = normal(d, random);
        double[] w = normal(d * d, random);
        int rank = (int) p.integer(RankGrid.STUDENT_RANK);
        switch (p.text(RankGrid.START)) {
            case RankGrid.ALIGNED -> {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        w[i * d + j] = v[i] * beta[j];
                    }
                }
            }
            case RankGrid.PARTIALLY -> {
                double[] left = orthogonal(d, random);
                w = new double[d * d];
                for (int k = 0; k < rank; k++) {
                    for (int i = 0; i < d; i++) {
                        for (int j = 0; j < d; j++) {
                            w[i * d + j] += left[k * d + i] * directions[k * d + j];
                        }
                    }
                }
            }
            default -> w = RankControlledWeights.truncated(w, d, d, rank, RankControlledWeights.Match.NONE);
        }
        scale(w, SCALE);
        scale(v, SCALE * Math.sqrt(p.number(RankGrid.READOUT)));
        LinearStudent start = new LinearStudent(d, d, w, v);
        LinearStudent end = start.trained(beta, RATE, STEPS);
        double alignment = KernelAlignment.of(start.kernel(), end.kernel());
        double predicted = start.predictedAlignment(beta);
        double[] learned = end.function();
        double error = 0;
        for (int j = 0; j < d; j++) {
            error += (learned[j] - beta[j]) * (learned[j] - beta[j]);
        }
        row.merge("kernel_alignment", alignment / teachers, Double::sum);
        row.merge("predicted_alignment", predicted / teachers, Double::sum);
        row.merge("expected_alignment", LinearStudent.expectedAlignment(WeightSpectrum.of(w, d, d).singularValues(),
            SCALE * SCALE * p.number(RankGrid.READOUT), d) / teachers, Double::sum);
        row.merge("theory_gap", Math.abs(alignment - predicted) / teachers, Double::sum);
        row.merge("student_error", Math.sqrt(error) / teachers, Double::sum);
    }

    private static double[] normal(int n, RandomGenerator random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static void scale(double[] values, double norm) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] *= norm / Math.sqrt(squares);
        }
    }

    /** {@code [size, size]}, rows orthonormal, of random directions. */
    private static double[] orthogonal(int size, RandomGenerator random) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(size, size);
        qr.decompose(DMatrixRMaj.wrap(size, size, normal(size * size, random)));
        return qr.getQ(null, false).data;
    }
}
