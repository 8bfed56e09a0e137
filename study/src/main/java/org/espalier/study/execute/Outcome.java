package org.espalier.study.execute;

import java.util.Optional;
import org.espalier.study.record.TrialRecord;

/** How an attempt at a trial ended. */
public sealed interface Outcome {

    /**
     * With a record: done, diverged or failed.
     *
     * @param record the record
     * @param cause  what a failed trial threw
     */
    record Recorded(TrialRecord record, Optional<Throwable> cause) implements Outcome {}

    /**
     * Without one: another process runs the trial, or the folder could not be written.
     *
     * @param reason why, one sentence
     */
    record Unrecorded(String reason) implements Outcome {}
}
