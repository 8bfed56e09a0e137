package org.espalier.nets.optimise;

import org.espalier.base.InvalidInputException;

/** Checks that optimisers and schedules share: of settings (a user's mistake) and of arguments (a programmer's). */
final class Settings {
    private Settings() {}

    static void atLeastZero(String owner, String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidInputException(owner + ": " + key + " is " + value + ", expected a finite number of at least 0.");
        }
    }

    static void below1(String owner, String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InvalidInputException(owner + ": " + key + " is " + value + ", expected at least 0 and below 1.");
        }
    }

    static void atLeast1(String owner, String key, long value) {
        if (value < 1) {
            throw new InvalidInputException(owner + ": " + key + " is " + value + ", expected at least 1.");
        }
    }

    static void step(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step " + step + " of a schedule is negative");
        }
    }

    static void arguments(Optimizer optimizer, float[] variable, float[] gradient, float[][] slots, long step,
                          double learningRate) {
        if (gradient.length != variable.length) {
            throw new IllegalArgumentException("gradient has " + gradient.length + " elements, variable "
                + variable.length);
        }
        if (slots.length != optimizer.slots()) {
            throw new IllegalArgumentException(optimizer.name() + " needs " + optimizer.slots() + " slots, got "
                + slots.length);
        }
        for (float[] slot : slots) {
            if (slot.length != variable.length) {
                throw new IllegalArgumentException("a slot has " + slot.length + " elements, variable "
                    + variable.length);
            }
        }
        if (step < 1) {
            throw new IllegalArgumentException("step is " + step + ", steps count from 1");
        }
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate is " + learningRate + ", expected finite, at least 0");
        }
    }
}
