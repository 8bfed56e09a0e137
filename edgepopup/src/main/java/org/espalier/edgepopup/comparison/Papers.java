package org.espalier.edgepopup.comparison;

import org.espalier.study.Paper;

/** The papers whose claims this module tests. */
public final class Papers {
    public static final Paper RAMANUJAN = new Paper("arXiv:1911.13299",
        "What's Hidden in a Randomly Weighted Neural Network?", "Ramanujan et al.", 2020);
    public static final Paper ZHOU = new Paper("arXiv:1905.01067",
        "Deconstructing Lottery Tickets: Zeros, Signs, and the Supermask", "Zhou et al.", 2019);

    private Papers() { }
}
