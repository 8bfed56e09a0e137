package org.espalier.analysis.dsa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.study.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Dynamical similarity analysis of several networks over several numbers of delays and coordinates: both of its forms
 * ({@link DynamicalSimilarity}), and how far each distance would vary with other trials of the same networks.
 *
 * <p>The intervals are of one pair of networks under another draw of trials: each network's trials are drawn with
 * replacement, as many as there are, and compared again; percentiles of what comes of it. They say nothing of other networks.
 * A distance cannot be below 0 and noise only adds to it, so that draws lie somewhat above the estimate, and an interval may
 * leave it out; {@code floor} says what two halves of one network's own trials are apart, and only what is clearly above
 * that is a difference between networks.
 *
 * @param settings one a pair of delays and rank, in the order asked for; the first is the main one
 */
public record DynamicalSweep(List<Setting> settings) {

    /**
     * What is swept.
     *
     * @param delays     numbers of moments that make a row, the main one first
     * @param ranks      numbers of coordinates, the main one first
     * @param components of the states that are embedded, {@link Trajectories#leading}; 0 for all
     * @param power      order of the Wasserstein distance
     * @param resamples  draws of trials for each interval; 0 for none
     * @param level      of the intervals, in (0, 1)
     * @param seed       of the draws
     */
    public record Options(List<Integer> delays, List<Integer> ranks, int components, double power, int resamples,
                          double level, long seed) {
        /** Delays 5, 1, 2 and 10; ranks 10, 5 and 20; 20 components; W_2; 200 draws at 95 %. */
        public static final Options USUAL = new Options(List.of(5, 1, 2, 10), List.of(10, 5, 20), 20, 2, 200, 0.95, 1);

        /** @throws InvalidInputException if a list is empty or a number out of range */
        public Options {
            delays = distinct("delays", delays);
            ranks = distinct("rank", ranks);
            if (components < 0 || resamples < 0 || !(level > 0 && level < 1)) {
                throw new InvalidInputException(components + " components, " + resamples + " resamples at level " + level
                    + "; expected 0 or more, 0 or more, and a level between 0 and 1");
            }
        }

        private static List<Integer> distinct(String what, List<Integer> values) {
            List<Integer> distinct = values.stream().distinct().toList();
            if (distinct.isEmpty() || distinct.stream().anyMatch(v -> v < 1 || v > 1000)) {
                throw new InvalidInputException(what + " is " + values + "; expected whole numbers, 1 to 1000");
            }
            return distinct;
        }
    }

    /**
     * The distances at one setting. Not-a-number where a network has no such map: no trial is long enough; the alignment also
     * where there is one coordinate, which has no rotation.
     *
     * @param delays      moments that make a row
     * @param rank        coordinates asked for, or the most that a network has where none has so many (ranks that come to the same
     *                    are one setting); a pair has fewer where one of the two has
     * @param alignment   {@code [networks, networks]}: radians
     * @param wasserstein {@code [networks, networks]}
     * @param alignmentInterval   {@code [networks][networks]} above the diagonal, of the main setting alone; null elsewhere
     * @param wassersteinInterval the same, of every setting
     * @param alignmentFloor   {@code [networks]}: the same distance between the even and the odd trials of a network, of the
     *                         main setting alone; not-a-number with fewer than two trials
     * @param wassersteinFloor {@code [networks]}: of every setting
     */
    public record Setting(int delays, int rank, double[][] alignment, double[][] wasserstein,
                          Interval[][] alignmentInterval, Interval[][] wassersteinInterval, double[] alignmentFloor,
                          double[] wassersteinFloor) {}

    /** Fewer trials make no interval. */
    public static final int FEWEST_TRIALS = 4;

    /**
     * Compares all pairs. Cost: a network and number of delays {@code steps (components delays)^2}; a pair some 20 ms at rank
     * 10, and that once more for each draw of the main setting. On all cores; the result does not depend on their number.
     *
     * @param networks at least 1; their trials may differ in number and length, and their units in number
     */
    public static DynamicalSweep of(List<Trajectories> networks, Options options) {
        List<Trajectories> embedded = options.components() == 0 ? networks
            : networks.stream().map(n -> n.leading(options.components())).toList();
        List<Setting> settings = new ArrayList<>();
        for (int delays : options.delays()) {
            LinearDynamics[] whole = all(embedded, delays);
            LinearDynamics[] even = all(embedded.stream().map(n -> half(n, 0)).toList(), delays);
            LinearDynamics[] odd = all(embedded.stream().map(n -> half(n, 1)).toList(), delays);
            int most = Arrays.stream(whole).filter(Objects::nonNull).mapToInt(LinearDynamics::rank).filter(r -> r > 0).max()
                .orElse(Integer.MAX_VALUE);
            for (int rank : options.ranks().stream().map(r -> Math.min(r, most)).distinct().toList()) {
                settings.add(setting(whole, even, odd, delays, rank, settings.isEmpty(), options));
            }
        }
        return new DynamicalSweep(List.copyOf(settings));
    }

    private static LinearDynamics[] all(List<Trajectories> networks, int delays) {
        return networks.parallelStream().map(n -> LinearDynamics.pairs(n, delays) < 2 ? null : LinearDynamics.of(n, delays))
            .toArray(LinearDynamics[]::new);
    }

    private static Trajectories half(Trajectories network, int parity) {
        return new Trajectories(network.units(), IntStream.range(0, network.trials().size()).filter(k -> k % 2 == parity)
            .mapToObj(network.trials()::get).toList());
    }

    private static Setting setting(LinearDynamics[] whole, LinearDynamics[] even, LinearDynamics[] odd, int delays, int rank,
                                   boolean main, Options options) {
        int n = whole.length;
        Setting setting = new Setting(delays, rank, new double[n][n], new double[n][n], new Interval[n][n], new Interval[n][n],
            new double[n], new double[n]);
        double power = options.power();
        IntStream.range(0, n * n).parallel().forEach(p -> {
            int i = p / n;
            int j = p % n;
            if (i == j) {
                setting.alignmentFloor[i] = main ? alignment(even[i], odd[i], rank) : Double.NaN;
                setting.wassersteinFloor[i] = wasserstein(even[i], odd[i], rank, power);
            } else if (i < j) {
                setting.alignment[i][j] = alignment(whole[i], whole[j], rank);
                setting.wasserstein[i][j] = wasserstein(whole[i], whole[j], rank, power);
                setting.alignment[j][i] = setting.alignment[i][j];
                setting.wasserstein[j][i] = setting.wasserstein[i][j];
            }
        });
        if (options.resamples() > 0) {
            intervals(setting, whole, main, options);
        }
        return setting;
    }

    private static int size(LinearDynamics a, LinearDynamics b, int rank) {
        return a == null || b == null ? 0 : Math.min(rank, Math.min(a.rank(), b.rank()));
    }

    private static double alignment(LinearDynamics a, LinearDynamics b, int rank) {
        int size = size(a, b, rank);
        return size < OrthogonalAlignment.LEAST_SIZE ? Double.NaN
            : OrthogonalAlignment.of(a.map(size), b.map(size), size).angle();
    }

    private static double wasserstein(LinearDynamics a, LinearDynamics b, int rank, double power) {
        int size = size(a, b, rank);
        return size == 0 ? Double.NaN : SpectralDistance.wasserstein(a.eigenvalues(size), b.eigenvalues(size), power);
    }

    /** A resample draws the trials of every network once; a pair's draws are those of its two networks. */
    private static void intervals(Setting setting, LinearDynamics[] whole, boolean main, Options options) {
        int n = whole.length;
        ResampledDynamics[] resampled = Arrays.stream(whole).parallel()
            .map(w -> w == null ? null : new ResampledDynamics(w, 2 * setting.rank())).toArray(ResampledDynamics[]::new);
        double[][][] alignments = new double[options.resamples()][n][n];
        double[][][] wassersteins = new double[options.resamples()][n][n];
        IntStream.range(0, options.resamples()).parallel().forEach(b -> {
            SplittableRandom random = new SplittableRandom(options.seed() * 1_000_003 + b);
            int[][] weights = new int[n][];
            for (int i = 0; i < n; i++) {
                int trials = resampled[i] == null ? 0 : resampled[i].trials();
                weights[i] = new int[trials];
                for (int k = 0; k < trials; k++) {
                    weights[i][random.nextInt(trials)]++;
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    int size = enough(resampled[i]) && enough(resampled[j]) ? size(whole[i], whole[j], setting.rank()) : 0;
                    double @Nullable [] x = size == 0 ? null : resampled[i].map(weights[i], size);
                    double @Nullable [] y = size == 0 ? null : resampled[j].map(weights[j], size);
                    alignments[b][i][j] = x != null && y != null && main && size >= OrthogonalAlignment.LEAST_SIZE
                        ? OrthogonalAlignment.of(x, y, size).angle() : Double.NaN;
                    wassersteins[b][i][j] = x != null && y != null ? SpectralDistance.wasserstein(
                        LinearDynamics.eigenvalues(x, size), LinearDynamics.eigenvalues(y, size), options.power()) : Double.NaN;
                }
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                setting.alignmentInterval[i][j] = interval(setting.alignment[i][j], alignments, i, j, options.level());
                setting.wassersteinInterval[i][j] = interval(setting.wasserstein[i][j], wassersteins, i, j, options.level());
            }
        }
    }

    private static boolean enough(@Nullable ResampledDynamics dynamics) {
        return dynamics != null && dynamics.trials() >= FEWEST_TRIALS;
    }

    private static @Nullable Interval interval(double estimate, double[][][] draws, int i, int j, double level) {
        double[] sorted = Arrays.stream(draws).mapToDouble(d -> d[i][j]).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < draws.length / 2 || sorted.length == 0) {
            return null;
        }
        return new Interval(estimate, quantile(sorted, 0.5 - level / 2), quantile(sorted, 0.5 + level / 2), sorted.length);
    }

    private static double quantile(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
