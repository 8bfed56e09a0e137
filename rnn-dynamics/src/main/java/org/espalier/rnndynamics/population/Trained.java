package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.cell.Connectivity;

/**
 * Which parameters of a network are trained. What is not trained has no gradient, no L2 and no state of the optimiser; it
 * does not count for clipping either.
 *
 * @param absent       parts that the network does not have: exactly 0 from the start to the end
 * @param frozen       parts that keep their initial values
 * @param connectivity of the recurrent weights {@code [G N, N]}: pruned ones are exactly 0 from the start to the end; under
 *                     Dale's law the variables are V and the network computes with {@code W_ij = sign_j |V_ij|}, so
 *                     {@code dL/dV_ij = sign_j sign(V_ij) dL/dW_ij} and a weight cannot change its sign (Song, Yang and
 *                     Wang 2016, who use the positive part {@code [V]_+}: there a weight that reaches 0 has no gradient)
 * @param popup        the density at which edge-popup selects among the recurrent weights {@code [G N, N]}, in (0, 1]: these
 *                     then keep their initial values, and a score a weight is trained in its place (Ramanujan et al. 2020),
 *                     initially uniform in {@code +-1 / sqrt(N)}. L2 acts on scores as on weights. Empty where the recurrent
 *                     weights themselves are trained
 */
public record Trained(Set<Part> absent, Set<Part> frozen, Connectivity connectivity, OptionalDouble popup) {

    /** The parameters that are trained or not together. */
    public enum Part {
        INPUT, RECURRENT,
        /** Of the gates. */
        BIAS,
        READOUT, READOUT_BIAS
    }

    /** Everything, without constraint. */
    public static final Trained ALL = new Trained(Set.of(), Set.of(), Connectivity.FREE, OptionalDouble.empty());

    /** @throws InvalidInputException if edge-popup is to select among weights that are not there or not free */
    public Trained {
        absent = copy(absent);
        frozen = copy(frozen);
        if (popup.isPresent() && !(popup.getAsDouble() > 0 && popup.getAsDouble() <= 1)) {
            throw new InvalidInputException("edge-popup was asked for a density of " + popup.getAsDouble()
                + ", expected above 0 and at most 1");
        }
        if (popup.isPresent() && (absent.contains(Part.RECURRENT) || frozen.contains(Part.RECURRENT)
            || !connectivity.equals(Connectivity.FREE))) {
            throw new InvalidInputException("edge-popup selects among all recurrent weights, which can then neither be absent, "
                + "frozen nor under another connectivity: " + connectivity);
        }
    }

    private static Set<Part> copy(Set<Part> parts) {
        EnumSet<Part> copy = EnumSet.noneOf(Part.class);
        copy.addAll(parts);
        return Collections.unmodifiableSet(copy);
    }

    /** The same without these parts. */
    public Trained without(Part... parts) {
        EnumSet<Part> more = EnumSet.copyOf(Arrays.asList(parts));
        more.addAll(absent);
        return new Trained(more, frozen, connectivity, popup);
    }

    /** The same without the biases of gates and readout. */
    public Trained withoutBiases() {
        return without(Part.BIAS, Part.READOUT_BIAS);
    }

    /** The same with these parts as they begin. */
    public Trained withFrozen(Part... parts) {
        EnumSet<Part> more = EnumSet.copyOf(Arrays.asList(parts));
        more.addAll(frozen);
        return new Trained(absent, more, connectivity, popup);
    }

    /** The same with these recurrent connections, in place of those it had. */
    public Trained withConnectivity(Connectivity other) {
        return new Trained(absent, frozen, other, popup);
    }

    /** The same with these recurrent weights. @param kept {@code [G N, N]}, true where a weight is kept */
    public Trained withRecurrentMask(boolean[] kept) {
        return withConnectivity(new Connectivity(kept, connectivity.signs()));
    }

    /** The same with scores that select among the recurrent weights. @param density in (0, 1] */
    public Trained withPopup(double density) {
        return new Trained(absent, frozen, connectivity, OptionalDouble.of(density));
    }

    /**
     * What stands between what is trained and what the network computes with.
     *
     * @param raw the initial weights, modified where scores take their place
     * @return null where it is the same
     */
    Effective effective(NetworkShape shape, float[] raw, RandomStreams random) {
        if (popup.isPresent()) {
            return new RecurrentScores(shape, popup.getAsDouble(), raw, random.stream("scores/recurrent"));
        }
        int[] signs = connectivity.signs();
        return signs.length == 0 ? null : new DaleSigns(shape, signs);
    }

    /**
     * Which parameters are trained, {@code [shape.size()]}.
     *
     * @throws InvalidInputException if it is none, or the connectivity is of another shape
     */
    boolean[] trained(NetworkShape shape) {
        boolean[] trained = present(shape);
        for (Part part : frozen) {
            Arrays.fill(trained, shape.from(part), shape.to(part), false);
        }
        for (boolean one : trained) {
            if (one) {
                return trained;
            }
        }
        throw new InvalidInputException("of a network of " + shape + " nothing is trained: " + this
            + ", expected at least one parameter");
    }

    /** Which parameters the network has, {@code [shape.size()]}; the others are 0. */
    boolean[] present(NetworkShape shape) {
        boolean[] present = new boolean[shape.size()];
        Arrays.fill(present, true);
        connectivity.check(shape.gates() * shape.units(), shape.units());
        boolean[] kept = connectivity.mask();
        System.arraycopy(kept, 0, present, shape.recurrentAt(), kept.length);
        for (Part part : absent) {
            Arrays.fill(present, shape.from(part), shape.to(part), false);
        }
        return present;
    }
}
