package org.espalier.analysis;

import org.espalier.study.Paper;

/** The papers whose claims several studies of this module test. */
public final class Papers {
    public static final Paper RAMANUJAN = new Paper("arXiv:1911.13299", "What's Hidden in a Randomly Weighted Neural Network?",
        "Ramanujan et al.", 2020);
    public static final Paper FRANKLE = new Paper("arXiv:1803.03635", "The Lottery Ticket Hypothesis: Finding Sparse, Trainable "
        + "Neural Networks", "Frankle and Carbin", 2019);
    public static final Paper MEHRER = new Paper("doi:10.1038/s41467-020-19632-w",
        "Individual differences among deep neural network models", "Mehrer et al.", 2020);
    public static final Paper ZHANG = new Paper("arXiv:1611.03530",
        "Understanding deep learning requires rethinking generalization", "Zhang et al.", 2017);

    private Papers() { }
}
