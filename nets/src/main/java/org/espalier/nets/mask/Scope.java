package org.espalier.nets.mask;

/** Among which weights a ranking is made. */
public enum Scope {
    /** Within each layer: every layer is left at the same density. */
    LAYER,
    /** Among all prunable weights at once: layers end at different densities. */
    GLOBAL
}
