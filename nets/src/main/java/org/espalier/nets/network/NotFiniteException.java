package org.espalier.nets.network;

/** A variable left the finite numbers: the training diverged. the training loop turns it into an outcome. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFiniteException(String message) {
        super(message);
    }
}
