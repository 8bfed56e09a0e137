package org.espalier.pruning;

import org.espalier.study.Paper;

/** The papers whose sentences several studies of pruning test. */
public final class Papers {
    public static final Paper HAN = new Paper("arXiv:1506.02626",
        "Learning both Weights and Connections for Efficient Neural Networks", "Han et al.", 2015);
    public static final Paper BLALOCK = new Paper("arXiv:2003.03033", "What is the State of Neural Network Pruning?",
        "Blalock et al.", 2020);
    public static final Paper MISSING = new Paper("arXiv:2009.08576",
        "Pruning Neural Networks at Initialization: Why are We Missing the Mark?", "Frankle et al.", 2021);

    private Papers() { }
}
