package org.espalier.rnndynamics.universality;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.study.record.OldMetricNames;

/** Metrics of this module's studies as records named them before they had labels. */
public final class NamesBeforeLabels implements OldMetricNames {
    private static final List<String> PATTERNS = List.of(
        "accuracy/distance", "between/distance", "chance/distance", "mapped/distance", "p/distance",
        "separation_p/distance", "within/distance", "map/distance/cell/units/l2/coordinate", "log10_q/found",
        "eigenvalue/point/part", "mode/point/coordinate", "point/quantity", "trajectory/trial/coordinate", "before/quantity");

    @Override
    public List<String> patterns(String study) {
        return study.startsWith("rnn-dynamics/") || study.equals("analysis/rank-rnn")
            ? Stream.concat(PATTERNS.stream(), examples(study).stream()).toList() : List.of();
    }

    private static List<String> examples(String study) {
        return switch (study) {
            case "rnn-dynamics/sine" -> List.of("example/target/series");
            case "rnn-dynamics/context-integration" -> List.of("example/series", "example/point/quantity",
                "example/kind/trial/series");
            default -> List.of("example/series/channel");
        };
    }
}
