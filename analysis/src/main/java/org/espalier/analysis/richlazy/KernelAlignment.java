package org.espalier.analysis.richlazy;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;

/**
 * The cosine between two kernels as lists of numbers, {@code <K, L> / (|K| |L|)} (Cristianini et al. 2001): 1 for kernels
 * that differ by a factor, 0..1 for positive semidefinite ones. Not defined (NaN) where a kernel is all zeros.
 *
 * <p>Between the kernel of a trained network and its own at the start it says how lazy the training was: near 1 lazy, low
 * rich. Of activations it is the representation alignment of Liu et al. 2024, of tangent kernels ({@link TangentKernel})
 * their kernel alignment; neither is centred (centred, the first is linear CKA). With {@link #toTarget} it says how well a
 * kernel fits the task.
 */
public final class KernelAlignment {
    private KernelAlignment() {}

    /**
     * Of two kernels of the same samples. Cost: {@code O(samples^2)}.
     *
     * @param k {@code [samples, samples]}, row by row; not modified. {@code l} likewise
     * @throws InvalidInputException if the lengths differ or a value is not finite
     */
    public static double of(double[] k, double[] l) {
        Matrices.check("values of the first kernel", k, 1, k.length);
        Matrices.check("values of the second kernel", l, 1, l.length);
        if (k.length != l.length) {
            throw new InvalidInputException("one kernel has " + k.length + " values, the other " + l.length
                + "; expected the same samples");
        }
        return cosine(k, l);
    }

    private static double cosine(double[] k, double[] l) {
        double[] a = Matrices.divided(k, Matrices.largest(k));
        double[] b = Matrices.divided(l, Matrices.largest(l));
        double cosine = Matrices.dot(a, b) / Math.sqrt(Matrices.dot(a, a)) / Math.sqrt(Matrices.dot(b, b));
        return Math.max(-1, Math.min(1, cosine));
    }

    /**
     * Of the linear kernels {@code H H^T} of activations, without forming them where there are more samples than units:
     * {@code |H^T G|^2 / (|H^T H| |G^T G|)}. Representation alignment (Liu et al. 2024), where G are the activations at the
     * start. Cost: {@code O(samples units min(samples, units))}, by the engine.
     *
     * @param h       {@code [samples, unitsOfH]}; not modified
     * @param g       {@code [samples, unitsOfG]}; not modified
     * @return 0..1; NaN where all activations are zero
     * @throws InvalidInputException if a shape does not fit or a value is not finite
     */
    public static double ofActivations(double[] h, int unitsOfH, double[] g, int unitsOfG, int samples) {
        Matrices.check("activations", h, samples, unitsOfH);
        Matrices.check("activations at the start", g, samples, unitsOfG);
        double[] a = Matrices.divided(h, Matrices.largest(h));
        double[] b = Matrices.divided(g, Matrices.largest(g));
        if (Double.isNaN(a[0]) || Double.isNaN(b[0])) {
            return Double.NaN;
        }
        if (samples <= Math.max(unitsOfH, unitsOfG)) {
            return cosine(MatrixProduct.gramOfRows(a, samples, unitsOfH), MatrixProduct.gramOfRows(b, samples, unitsOfG));
        }
        double[] cross = MatrixProduct.multiply(Matrices.transposed(a, samples, unitsOfH), unitsOfH, samples, b, unitsOfG);
        double[] ofA = MatrixProduct.gramOfColumns(a, samples, unitsOfH);
        double[] ofB = MatrixProduct.gramOfColumns(b, samples, unitsOfG);
        return Math.min(1, Matrices.dot(cross, cross) / Math.sqrt(Matrices.dot(ofA, ofA)) / Math.sqrt(Matrices.dot(ofB, ofB)));
    }

    /**
     * Of a kernel and the targets' own, {@code Y Y^T}: kernel-target alignment (Cristianini et al. 2001),
     * {@code tr(Y^T K Y) / (|K| |Y^T Y|)}. Cost: {@code O(samples^2 outputs)}.
     *
     * @param k       {@code [samples, samples]}, symmetric; not modified
     * @param targets {@code [samples, outputs]}: +1 and -1, or one column a class; not modified
     * @return 0..1 for a positive semidefinite kernel; 1 where the kernel is a multiple of {@code Y Y^T}
     * @throws InvalidInputException if a shape does not fit or a value is not finite
     */
    public static double toTarget(double[] k, int samples, double[] targets, int outputs) {
        Matrices.check("values of the kernel", k, samples, samples);
        Matrices.check("targets", targets, samples, outputs);
        double[] scaled = Matrices.divided(k, Matrices.largest(k));
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                double target = 0;
                for (int o = 0; o < outputs; o++) {
                    target += targets[i * outputs + o] * targets[j * outputs + o];
                }
                sum += scaled[i * samples + j] * target;
            }
        }
        double[] gram = MatrixProduct.gramOfColumns(targets, samples, outputs);
        return sum / Math.sqrt(Matrices.dot(scaled, scaled)) / Math.sqrt(Matrices.dot(gram, gram));
    }

    /**
     * The same after the mean of samples has been taken from kernel and targets, {@code H K H} and {@code H Y} (Cortes et al.
     * 2012): unlike the plain one it is not high merely because one class is frequent.
     */
    public static double toTargetCentred(double[] k, int samples, double[] targets, int outputs) {
        Matrices.check("values of the kernel", k, samples, samples);
        Matrices.check("targets", targets, samples, outputs);
        double[] y = targets.clone();
        for (int o = 0; o < outputs; o++) {
            double mean = 0;
            for (int i = 0; i < samples; i++) {
                mean += y[i * outputs + o] / samples;
            }
            for (int i = 0; i < samples; i++) {
                y[i * outputs + o] -= mean;
            }
        }
        return toTarget(centred(k, samples), samples, y, outputs);
    }

    /**
     * {@code H K H} with {@code H = I - 1/n}: the kernel of features whose mean over the samples is zero.
     *
     * @param k {@code [samples, samples]}, symmetric; not modified
     */
    public static double[] centred(double[] k, int samples) {
        Matrices.check("values of the kernel", k, samples, samples);
        double[] means = new double[samples];
        double all = 0;
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                means[i] += k[i * samples + j] / samples;
            }
            all += means[i] / samples;
        }
        double[] centred = new double[k.length];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                centred[i * samples + j] = k[i * samples + j] - means[i] - means[j] + all;
            }
        }
        return centred;
    }
}
