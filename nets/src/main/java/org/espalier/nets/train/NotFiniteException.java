package org.espalier.nets.train;

/** A variable left the finite numbers: the training diverged. {@link Training} turns it into an outcome. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFiniteException(String message) {
        super(message);
    }
}
