package org.espalier.analysis.dsa;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.representation.Invariance;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.study.InvalidInputException;

/**
 * Dynamical similarity analysis (Ostrow et al. 2023): the angle, 0..pi, between the {@link LinearDynamics} of two
 * representations whose samples are the moments of one trajectory each, in order, after the best rotation
 * ({@link OrthogonalAlignment}). Both maps have as many coordinates: the setting {@code rank} (10), or fewer where one has no
 * more. {@code delays} (5) moments make a row. Both matter; report them. {@code starts} is how many random starts the search
 * for the rotation has beside its own.
 *
 * <p>Not defined for a representation that is the same for all samples, nor where there are not two more samples than delays.
 * For several trials fit {@link LinearDynamics} to them and align the maps.
 */
public final class DynamicalSimilarity implements RepresentationMeasure {
    private static final String DELAYS = "delays";
    private static final String RANK = "rank";
    private static final int USUAL_DELAYS = 5;
    private static final int USUAL_RANK = 10;

    private static final String STARTS = "starts";

    private final int delays;
    private final int rank;
    private final int starts;

    public DynamicalSimilarity() {
        this(USUAL_DELAYS, USUAL_RANK, OrthogonalAlignment.USUAL_STARTS);
    }

    private DynamicalSimilarity(int delays, int rank, int starts) {
        this.delays = delays;
        this.rank = rank;
        this.starts = starts;
    }

    private record Key(int delays) { }

    @Override
    public String id() {
        return "dsa";
    }

    @Override
    public String description() {
        return "Angle between the linear maps that move each a step ahead; samples in order of time (Ostrow et al. 2023).";
    }

    @Override
    public Kind kind() {
        return Kind.DISTANCE;
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Set<Invariance> invariances() {
        return EnumSet.of(Invariance.SCALING, Invariance.PERMUTATION, Invariance.ROTATION);
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(DELAYS, "Moments that make a row of the embedding.", USUAL_DELAYS),
            new Setting(RANK, "Coordinates of the linear map, where there are as many.", USUAL_RANK),
            new Setting(STARTS, "Random starts of the search for the rotation.", OrthogonalAlignment.USUAL_STARTS));
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
            case DELAYS -> new DynamicalSimilarity(number, rank, starts);
            case RANK -> new DynamicalSimilarity(delays, number, starts);
            default -> new DynamicalSimilarity(delays, rank, number);
        };
    }

    @Override
    public double compare(Representation a, Representation b) {
        if (a.samples() != b.samples()) {
            throw new InvalidInputException("one representation has " + a.samples() + " samples, the other " + b.samples()
                + "; expected the same samples in the same order");
        }
        if (a.samples() < delays + 2 || a.principalDirections().rank() == 0 || b.principalDirections().rank() == 0) {
            return Double.NaN;
        }
        LinearDynamics x = a.derived(new Key(delays), this::dynamics);
        LinearDynamics y = b.derived(new Key(delays), this::dynamics);
        int size = Math.min(rank, Math.min(x.rank(), y.rank()));
        return OrthogonalAlignment.of(x.map(size), y.map(size), size, starts).angle();
    }

    private LinearDynamics dynamics(Representation representation) {
        return LinearDynamics.of(List.of(representation.values()), representation.units(), delays);
    }
}
