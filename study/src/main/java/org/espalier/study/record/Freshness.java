package org.espalier.study.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.code.Build;
import org.espalier.study.code.TrialCode;

/**
 * Which records the code on this class path made, and which another build did.
 *
 * <p>A record is stale if another build computed it (or one that is not known: records of earlier versions keep no hash), if a
 * trial it starts from is stale, or if one it starts from was made again since. Stale records have the same content and are
 * results all the same; {@code run --refresh stale} makes them again.
 */
public final class Freshness {
    private final Map<String, String> stale = new LinkedHashMap<>();

    private Freshness() {}

    /**
     * Looks at the records of trials.
     *
     * @param trials  those a trial starts from before it
     * @param records the record of a trial, if it has one that counts
     */
    public static Freshness of(Study study, List<Trial> trials, Function<Trial, Optional<TrialRecord>> records) {
        Freshness freshness = new Freshness();
        Map<String, String> started = new HashMap<>();
        for (Trial trial : trials) {
            records.apply(trial).ifPresent(record -> {
                String id = trial.id();
                started.put(id, record.provenance().started());
                why(record.provenance().build(), TrialCode.build(study, trial))
                    .or(() -> trial.startsFrom().stream().filter(freshness.stale::containsKey).findFirst()
                        .map(p -> "it starts from trial " + p + ", which another build made"))
                    .or(() -> trial.startsFrom().stream().filter(p -> started.getOrDefault(p, "").compareTo(started.get(id)) > 0)
                        .findFirst().map(p -> "it starts from trial " + p + ", which was made again since"))
                    .ifPresent(reason -> freshness.stale.put(id, reason));
            });
        }
        return freshness;
    }

    /** What tells a record's build from the one here, if anything does. */
    private static Optional<String> why(Build record, Build here) {
        if (!record.isKnown()) {
            return Optional.of("it does not say which build made it");
        }
        List<String> differing = here.differingFrom(record);
        return differing.isEmpty() ? Optional.empty()
            : Optional.of("another build made it: " + String.join(", ", differing) + (differing.size() == 1 ? " differs" : " differ"));
    }

    public boolean isStale(Trial trial) {
        return stale.containsKey(trial.id());
    }

    /** Why a trial's record is stale, if it is, in a clause. */
    public Optional<String> reason(Trial trial) {
        return Optional.ofNullable(stale.get(trial.id()));
    }

    /** How many are stale. */
    public int count() {
        return stale.size();
    }
}
