package org.espalier.study.record;

import java.util.Optional;

/**
 * A reason not to rely on a record though its trial ended: something is known now of how it was made. Found by
 * {@link java.util.ServiceLoader}: one class and one line in {@code META-INF/services/org.espalier.study.record.RecordDoubt}.
 *
 * <p>Such a record is named wherever it is shown, and its trial is run again.
 */
public interface RecordDoubt {

    /** Why not, in a clause that follows the word trial ({@code made by ...}); empty if this is no reason. */
    Optional<String> of(TrialRecord record);
}
