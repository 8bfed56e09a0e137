package org.espalier.rnndynamics.task;

/** Directions on a circle: preferred directions {@code 2 pi i / size} of the inputs of a ring. */
final class Ring {
    static final int LARGEST = 1024;

    private Ring() {}

    /** Cosine of the angle between a direction and the preferred one of an input, -1..1. */
    static double cosine(int input, int size, double direction) {
        return Math.cos(2 * Math.PI * input / size - direction);
    }
}
