/**
 * The study {@code analysis/rank-rnn}: does the rank of the initial recurrent weights decide how much learning changes a
 * network (Liu et al. 2024)? It lives here because it trains recurrent networks; its measures are those of
 * {@code org.espalier.analysis.richlazy}.
 */
package org.espalier.rnndynamics.rank;
