package org.espalier.study.record;

import java.util.Optional;

/** Doubts every record that a certain library took part in. */
public final class DoubtfulLibrary implements RecordDoubt {
    static final String NAME = "doubtful";

    @Override
    public Optional<String> of(TrialRecord record) {
        return record.provenance().libraries().containsKey(NAME) ? Optional.of("made with a doubtful library") : Optional.empty();
    }
}
