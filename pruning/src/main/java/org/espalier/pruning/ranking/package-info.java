/**
 * Criteria: how pruning ranks weights. One class a criterion, named after its paper's idea (those of Zhou et
 * al. 2019, one formula each, are nested in {@code ZhouCriterion}); an open family, found by
 * {@link java.util.ServiceLoader}.
 */
package org.espalier.pruning.ranking;
