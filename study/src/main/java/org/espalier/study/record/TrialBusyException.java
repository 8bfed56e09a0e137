package org.espalier.study.record;

/** Another process is running the trial. */
public final class TrialBusyException extends Exception {
    private static final long serialVersionUID = 1L;

    TrialBusyException(String trialId) {
        super("trial " + trialId + " is being run by another process");
    }
}
