package org.espalier.edgepopup.width;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;

/** The density at which a wider network keeps as many weights as a narrower one. */
final class DensityOfEqualCount {
    /** Densities are rounded to this many decimals, so that a plan reads well and has the same ids everywhere. */
    private static final double DECIMALS = 1e5;

    private DensityOfEqualCount() {}

    /**
     * {@code density * weights(from) / weights(to)}, rounded to five decimals: each layer keeps that share of its weights,
     * so layers of equal share in both networks keep as many, and the total agrees to the rounding.
     *
     * @throws InvalidInputException if the wider network is the narrower one, and so has too few weights to keep
     */
    static double of(String architecture, String dataset, double from, double to, double density) {
        double matched = density * weights(architecture, dataset, from) / weights(architecture, dataset, to);
        if (!(matched <= 1)) {
            throw new InvalidInputException(architecture + " of width " + to + " has too few weights to keep as many as density "
                + density + " keeps at width " + from);
        }
        return Math.max(1, Math.rint(matched * DECIMALS)) / DECIMALS;
    }

    private static double weights(String architecture, String dataset, double width) {
        DataSet data = DataSets.named(dataset);
        return Architectures.named(architecture)
            .work(data.shape(), data.classes(), new Architecture.Options(width, false, false)).weights();
    }
}
