package org.espalier.nets;

/**
 * Something from outside cannot be used: a data set is missing, a file is corrupt, a setting is out of range. The
 * message is one clear sentence for the user: what was wrong, where (file, key), what was expected.
 */
public class NetsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NetsException(String message) {
        super(message);
    }

    public NetsException(String message, Throwable cause) {
        super(message, cause);
    }
}
