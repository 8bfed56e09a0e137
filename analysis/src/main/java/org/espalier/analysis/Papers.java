package org.espalier.analysis;

import org.espalier.study.Paper;

/** The papers whose claims several studies test, of this module and of those that build on it. */
public final class Papers {
    public static final Paper RAMANUJAN = new Paper("arXiv:1911.13299", "What's Hidden in a Randomly Weighted Neural Network?",
        "Ramanujan et al.", 2020);
    public static final Paper FRANKLE = new Paper("arXiv:1803.03635", "The Lottery Ticket Hypothesis: Finding Sparse, Trainable "
        + "Neural Networks", "Frankle and Carbin", 2019);
    public static final Paper MEHRER = new Paper("doi:10.1038/s41467-020-19632-w",
        "Individual differences among deep neural network models", "Mehrer et al.", 2020);
    public static final Paper ZHANG = new Paper("arXiv:1611.03530",
        "Understanding deep learning requires rethinking generalization", "Zhang et al.", 2017);

    public static final Paper ZHOU = new Paper("arXiv:1905.01067",
        "Deconstructing Lottery Tickets: Zeros, Signs, and the Supermask", "Zhou et al.", 2019);
    public static final Paper LIU = new Paper("arXiv:2310.08513",
        "How connectivity structure shapes rich and lazy learning in neural circuits", "Liu et al.", 2024);
    public static final Paper SUSSILLO = new Paper("doi:10.1162/NECO_a_00409",
        "Opening the Black Box: Low-Dimensional Dynamics in High-Dimensional Recurrent Neural Networks", "Sussillo and Barak",
        2013);
    public static final Paper HAN = new Paper("arXiv:1506.02626",
        "Learning both Weights and Connections for Efficient Neural Networks", "Han et al.", 2015);
    public static final Paper BLALOCK = new Paper("arXiv:2003.03033", "What is the State of Neural Network Pruning?",
        "Blalock et al.", 2020);
    public static final Paper MISSING = new Paper("arXiv:2009.08576",
        "Pruning Neural Networks at Initialization: Why are We Missing the Mark?", "Frankle et al.", 2021);

    private Papers() {}
}
