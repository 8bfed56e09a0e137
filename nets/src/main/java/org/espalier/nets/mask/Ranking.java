package org.espalier.nets.mask;

/** What of a score is ranked, where scores are learnt. */
public enum Ranking {
    /** |s|: the released code and the appendix of Ramanujan et al. 2020. */
    MAGNITUDE,
    /** s: the paper's main text (sec. 3). */
    VALUE
}
