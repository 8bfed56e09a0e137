package org.espalier.rnndynamics.task;

/** What a task's targets are. */
public enum Target {
    /** Values to be followed: the loss is the squared error. */
    VALUES,
    /** Classes, one output each, 1 for the right one and 0 for the others: squared error or cross-entropy. */
    CLASSES
}
