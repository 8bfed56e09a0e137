package org.espalier.study.execute;

import org.espalier.study.Trial;
import org.espalier.study.record.TrialRecord;

/** Is told how a run goes; calls never overlap. */
public interface ExecutionListener {

    /** A trial had a record already and is not run again. */
    default void kept(Trial trial, TrialRecord record) {}

    default void started(Trial trial) {}

    /** A running trial says how much of it is done, 0..1; a resumed one begins above 0. */
    default void progress(Trial trial, double fraction) {}

    /** A trial ended, done or diverged. */
    default void finished(Trial trial, TrialRecord record) {}

    /** A trial failed, or could not start. */
    default void failed(Trial trial, String reason) {}
}
