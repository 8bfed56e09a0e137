package org.espalier.cli.command;

import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;
import picocli.CommandLine.Option;

/** The options of {@code fixed-points} that say what a point is, which are one, and what its eigenvalues say. */
@OptionSection("What counts as a point, and as unstable:")
final class PointOptions {
    @Option(names = "--tolerance", paramLabel = "Q", description = "q below which a point may be called fixed "
        + "(default: 1e-24).")
    private Double tolerance;

    @Option(names = "--unique", paramLabel = "DISTANCE", description = "Points nearer than this are one (default: 1e-3).")
    private Double unique;

    @Option(names = "--neutral", paramLabel = "BAND", description = "An eigenvalue whose modulus is this near to 1 is neutral, not "
        + "unstable (default: 1e-6).")
    private Double neutral;

    @Option(names = "--kink", paramLabel = "BAND", description = "A ReLU unit whose sum is this near to 0, relative to its terms, "
        + "is on its kink (default: 1e-9).")
    private Double kink;

    @Option(names = "--sensitivity", description = "Also count the points over tolerances of q and of distance: a count "
        + "says nothing without them.")
    private boolean sensitivity;

    SearchOptions search() {
        SearchOptions options = SearchOptions.DEFAULT;
        options = tolerance == null ? options : options.withQTolerance(tolerance);
        return unique == null ? options : options.withUniqueDistance(unique);
    }

    StabilityOptions stability() {
        StabilityOptions options = StabilityOptions.DEFAULT;
        options = neutral == null ? options : options.withNeutral(neutral);
        return kink == null ? options : options.withKink(kink);
    }

    boolean sensitivity() {
        return sensitivity;
    }
}
