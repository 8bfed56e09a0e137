package org.espalier.study.record;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.espalier.study.TrialResult;

/** Every {@link RecordDoubt} on the class path. */
public final class RecordDoubts {
    private static final List<RecordDoubt> ALL = ServiceLoader.load(RecordDoubt.class).stream()
        .map(ServiceLoader.Provider::get).toList();

    private RecordDoubts() {}

    /** Why a record is not to be relied on, if so. A failed one never is: it has no numbers. */
    public static Optional<String> of(TrialRecord record) {
        return record.status() == TrialResult.Status.FAILED ? Optional.empty()
            : ALL.stream().map(d -> d.of(record)).flatMap(Optional::stream).findFirst();
    }

    /** Whether the trial needs no further attempt: done or diverged, and to be relied on. */
    public static boolean keeps(TrialRecord record) {
        return record.status() != TrialResult.Status.FAILED && of(record).isEmpty();
    }
}
