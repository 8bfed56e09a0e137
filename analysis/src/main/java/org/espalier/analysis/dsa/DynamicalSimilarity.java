package org.espalier.analysis.dsa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.representation.Invariance;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;

/**
 * Dynamical similarity analysis (Ostrow et al. 2023): how far the {@link LinearDynamics} of two representations are apart,
 * whose samples are the moments of one trajectory each, in order, or of several trials
 * ({@link Representation#ofTrials}): no step is taken from one trial to the next. The two may have other numbers of trials,
 * of other lengths. In two forms:
 *
 * <ul>
 * <li>{@code dsa}: the angle between the maps, 0..pi, after the best rotation ({@link OrthogonalAlignment}). {@code starts}
 *   is how many random starts the search for it has beside its own;
 * <li>{@code dsa-wasserstein}: the Wasserstein distance of their eigenvalues ({@link SpectralDistance}) of order
 *   {@code power} (2), 0 or more: what does not depend on any basis, at a thousandth of the cost. It does not see how far the
 *   maps are from normal.
 * </ul>
 *
 * <p>Both maps have as many coordinates: the setting {@code rank} (10), or fewer where one has no more. {@code delays} (5)
 * moments make a row. Both matter; report them, or sweep them ({@link DynamicalSweep}).
 *
 * <p>Not defined for a representation that is the same for all samples, nor where there are not two steps with all delays; and
 * {@code dsa} not where the maps have one coordinate: numbers of the same sign would be at angle 0 whatever they are.
 */
public final class DynamicalSimilarity implements RepresentationMeasure {
    private static final String DELAYS = "delays";
    private static final String RANK = "rank";
    private static final String STARTS = "starts";
    private static final String POWER = "power";
    /** Moments that make a row, unless said otherwise. */
    public static final int USUAL_DELAYS = 5;
    /** Coordinates of the maps, unless said otherwise. */
    public static final int USUAL_RANK = 10;
    private static final int USUAL_POWER = 2;
    private static final int LEAST_PAIRS = 2;

    /** What of the two maps is compared. */
    private enum Form { ALIGNMENT, WASSERSTEIN }

    private final Form form;
    private final int delays;
    private final int rank;
    /** Starts, or power: the setting that only this form has. */
    private final int own;

    /** The form with a rotation. */
    public DynamicalSimilarity() {
        this(Form.ALIGNMENT, USUAL_DELAYS, USUAL_RANK, OrthogonalAlignment.USUAL_STARTS);
    }

    private DynamicalSimilarity(Form form, int delays, int rank, int own) {
        this.form = form;
        this.delays = delays;
        this.rank = rank;
        this.own = own;
    }

    /** The form with eigenvalues. */
    static DynamicalSimilarity ofEigenvalues() {
        return new DynamicalSimilarity(Form.WASSERSTEIN, USUAL_DELAYS, USUAL_RANK, USUAL_POWER);
    }

    private record Key(int delays) {}

    @Override
    public String id() {
        return form == Form.ALIGNMENT ? "dsa" : "dsa-wasserstein";
    }

    @Override
    public String description() {
        return form == Form.ALIGNMENT
            ? "Angle between the linear maps that move each a step ahead; samples in order of time (Ostrow et al. 2023)."
            : "Wasserstein distance of those maps' eigenvalues (Ostrow et al. 2023).";
    }

    @Override
    public Kind kind() {
        return Kind.DISTANCE;
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** Only of time series, which only the user knows. */
    @Override
    public boolean usual() {
        return false;
    }

    @Override
    public boolean sameSamples() {
        return false;
    }

    @Override
    public Set<Invariance> invariances() {
        return EnumSet.of(Invariance.SCALING, Invariance.PERMUTATION, Invariance.ROTATION);
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(DELAYS, "Moments that make a row of the embedding.", USUAL_DELAYS),
            new Setting(RANK, "Coordinates of the linear map, where there are as many.", USUAL_RANK),
            form == Form.ALIGNMENT
                ? new Setting(STARTS, "Random starts of the search for the rotation.", OrthogonalAlignment.USUAL_STARTS)
                : new Setting(POWER, "Order of the Wasserstein distance.", USUAL_POWER));
    }

    @Override
    public RepresentationMeasure with(String key, double value) {
        if (settings().stream().noneMatch(setting -> setting.key().equals(key))) {
            return RepresentationMeasure.super.with(key, value);
        }
        if (!(value >= 1 && value <= 1000 && value == Math.rint(value))) {
            throw new InvalidInputException(key + " is " + value + "; expected a whole number, 1 to 1000");
        }
        int number = (int) value;
        return switch (key) {
            case DELAYS -> new DynamicalSimilarity(form, number, rank, own);
            case RANK -> new DynamicalSimilarity(form, delays, number, own);
            default -> new DynamicalSimilarity(form, delays, rank, number);
        };
    }

    @Override
    public double compare(Representation a, Representation b) {
        if (!fitted(a, b)) {
            return Double.NaN;
        }
        LinearDynamics x = a.derived(new Key(delays), this::dynamics);
        LinearDynamics y = b.derived(new Key(delays), this::dynamics);
        int size = Math.min(rank, Math.min(x.rank(), y.rank()));
        if (form == Form.ALIGNMENT && size < OrthogonalAlignment.LEAST_SIZE) {
            return Double.NaN;
        }
        return form == Form.ALIGNMENT ? OrthogonalAlignment.of(x.map(size), y.map(size), size, own).angle()
            : SpectralDistance.wasserstein(x.eigenvalues(size), y.eigenvalues(size), own);
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        if (pairs(a) < LEAST_PAIRS || pairs(b) < LEAST_PAIRS) {
            return "fewer than two steps with all " + delays + " delays";
        }
        return fitted(a, b) && form == Form.ALIGNMENT ? "one direction alone has no rotation; dsa-wasserstein is defined"
            : RepresentationMeasure.super.undefinedBecause(a, b);
    }

    private boolean fitted(Representation a, Representation b) {
        return pairs(a) >= LEAST_PAIRS && pairs(b) >= LEAST_PAIRS && a.principalDirections().rank() > 0
            && b.principalDirections().rank() > 0;
    }

    private int pairs(Representation representation) {
        return Arrays.stream(representation.trials()).map(steps -> Math.max(0, steps - delays)).sum();
    }

    private LinearDynamics dynamics(Representation representation) {
        double[] values = representation.values();
        int units = representation.units();
        List<double[]> trials = new ArrayList<>();
        int at = 0;
        for (int steps : representation.trials()) {
            trials.add(Arrays.copyOfRange(values, at, at + steps * units));
            at += steps * units;
        }
        return LinearDynamics.of(new Trajectories(units, trials), delays);
    }
}
