package org.espalier.nets.engine.remedy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the remedy a processor needs: none, if the whole check passes without; else strict products, if it passes with them, which
 * changes the order of additions alone; else the fastest of all others with which it passes. Fastest is the smallest
 * {@linkplain CheckReport#pace pace}, as measured in the process that checked it.
 *
 * @param chosen  the remedy; empty if the check passes with none of them
 * @param reports what the check found with each that was tried, in the order of trying
 */
record RemedySearch(Optional<Remedy> chosen, Map<Remedy, CheckReport> reports) {

    RemedySearch {
        reports = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    }

    static RemedySearch among(List<Remedy> candidates, Function<Remedy, CheckReport> check) {
        Map<Remedy, CheckReport> reports = new LinkedHashMap<>();
        for (Remedy remedy : candidates) {
            RemedySearch soFar = of(reports);
            if (soFar.chosen.isPresent() && soFar.chosen.get().stage() < remedy.stage()) {
                break;
            }
            reports.put(remedy, check.apply(remedy));
        }
        return of(reports);
    }

    /** The choice that follows from reports. */
    static RemedySearch of(Map<Remedy, CheckReport> reports) {
        List<Remedy> passing = new ArrayList<>(reports.keySet());
        passing.removeIf(r -> !reports.get(r).passed());
        Optional<Remedy> fastest = passing.stream().min(Comparator.comparingInt(Remedy::stage)
            .thenComparingDouble(r -> reports.get(r).pace()));
        return new RemedySearch(fastest, reports);
    }

    /** Whether it may be kept: each check came to its end, or one passed. */
    boolean isFinal() {
        return chosen.isPresent() || reports.values().stream().allMatch(CheckReport::complete);
    }
}
