package org.espalier.cli.report;

/** A study's findings could not be computed from its records: exit code 1. */
public final class FindingsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FindingsFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
