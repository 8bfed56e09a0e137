package org.espalier.edgepopup;

/** What of a score edge-popup ranks by. */
public enum Ranking {
    /** |s|: the released code and the appendix of Ramanujan et al. 2020. */
    MAGNITUDE,
    /** s: the paper's main text (sec. 3). */
    VALUE
}
