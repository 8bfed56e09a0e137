package org.espalier.analysis.representation;

/** A change of the units under which a measure's value stays the same, whichever of the two representations is changed. */
public enum Invariance {
    /** A constant added to each unit. */
    TRANSLATION,
    /** All units multiplied by one positive number. */
    SCALING,
    /** The units in another order. */
    PERMUTATION,
    /** The space of the units rotated or mirrored: {@code X Q}, Q orthogonal. Includes permutations. */
    ROTATION,
    /** Any invertible linear map of the units: {@code X A}. Includes rotations and scalings. */
    LINEAR
}
