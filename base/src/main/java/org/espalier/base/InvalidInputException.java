package org.espalier.base;

/**
 * Something the user gave cannot be used: an unknown word, a value out of range, a file that is not what it should be.
 * The message is one sentence for that user: what was wrong, where, and what was expected. It ends in exit code 2
 * and never shows a stack trace.
 */
public class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
