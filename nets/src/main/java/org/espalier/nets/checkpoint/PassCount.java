package org.espalier.nets.checkpoint;

/**
 * What a training cost, in images: a method's budget that does not depend on the machine.
 *
 * @param forward  images passed forward, validation included
 * @param backward images passed backward
 */
public record PassCount(long forward, long backward) {
    public static final PassCount NONE = new PassCount(0, 0);

    public PassCount plus(PassCount other) {
        return new PassCount(forward + other.forward, backward + other.backward);
    }
}
