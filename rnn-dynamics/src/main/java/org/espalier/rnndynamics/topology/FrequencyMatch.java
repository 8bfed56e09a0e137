package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;

/**
 * How well the linearised dynamics at the fixed points of a network that oscillates foretell how fast it does: the frequency
 * {@code |arg lambda|} of the complex pair of eigenvalues with the greatest modulus, radians a step, against the frequency
 * asked for.
 *
 * @param points    how many points there are
 * @param leading   at how many of them the eigenvalue of greatest modulus is one of a complex pair
 * @param compared  at how many there is a complex pair at all; the other numbers are over these
 * @param rank      Spearman's correlation of frequency and target; not-a-number below three points, or if either is constant
 * @param linear    Pearson's
 * @param medianRelativeError median of {@code |frequency - target| / target}; not-a-number without points
 */
public record FrequencyMatch(int points, int leading, int compared, double rank, double linear,
                             double medianRelativeError) {
    private static final int LEAST = 3;

    /**
     * Compares.
     *
     * @param targets radians a step, above 0, one a point; not modified
     * @param spectra the eigenvalues of dF/dh at each point, such as
     *                {@link org.espalier.rnndynamics.fixedpoint.FixedPoint#eigenvalues()}
     * @throws InvalidInputException if the numbers of points differ, a target is not above 0, or a spectrum is empty
     */
    public static FrequencyMatch of(double[] targets, List<List<Eigenvalue>> spectra) {
        if (targets.length != spectra.size()) {
            throw new InvalidInputException(targets.length + " target frequencies for " + spectra.size()
                + " points, expected one each");
        }
        int leading = 0;
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] > 0 && targets[i] < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("target frequency " + i + " is " + targets[i] + ", expected above 0");
            }
            List<Eigenvalue> spectrum = spectra.get(i);
            double frequency = frequency(spectrum);
            if (!Double.isNaN(frequency)) {
                pairs.add(new double[] {targets[i], frequency});
                double greatest = spectrum.stream().mapToDouble(Eigenvalue::modulus).max().orElseThrow();
                leading += pair(spectrum).modulus() == greatest ? 1 : 0;
            }
        }
        double[] target = pairs.stream().mapToDouble(p -> p[0]).toArray();
        double[] found = pairs.stream().mapToDouble(p -> p[1]).toArray();
        boolean enough = pairs.size() >= LEAST;
        return new FrequencyMatch(targets.length, leading, pairs.size(),
            enough ? new SpearmansCorrelation().correlation(target, found) : Double.NaN,
            enough ? new PearsonsCorrelation().correlation(target, found) : Double.NaN,
            median(pairs.stream().mapToDouble(p -> Math.abs(p[1] - p[0]) / p[0]).toArray()));
    }

    /**
     * {@code |arg lambda|} of the complex pair with the greatest modulus, from 0 to pi; not-a-number if all eigenvalues are
     * real.
     *
     * @throws InvalidInputException if there are no eigenvalues
     */
    public static double frequency(List<Eigenvalue> spectrum) {
        if (spectrum.isEmpty()) {
            throw new InvalidInputException("a frequency needs eigenvalues, a point that did not converge has none");
        }
        Eigenvalue pair = pair(spectrum);
        return pair == null ? Double.NaN : pair.frequency();
    }

    private static Eigenvalue pair(List<Eigenvalue> spectrum) {
        Eigenvalue greatest = null;
        for (Eigenvalue e : spectrum) {
            if (e.im() > 0 && (greatest == null || e.modulus() > greatest.modulus())) {
                greatest = e;
            }
        }
        return greatest;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
    }
}
