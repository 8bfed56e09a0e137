package org.espalier.cli.command;

/** How {@code espalier} ends. */
final class ExitCode {
    static final int DONE = 0;
    /** A trial failed, a check failed, or something inside went wrong. */
    static final int FAILED = 1;
    /** What the user gave cannot be used. */
    static final int USAGE = 2;

    /** A check found nothing against a claim, but a claim without a verdict. */
    static final int NOT_JUDGED = 3;

    private ExitCode() {}
}
