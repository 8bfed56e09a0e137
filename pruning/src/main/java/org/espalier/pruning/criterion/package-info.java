/**
 * Criteria: how pruning ranks weights. One class a criterion, named after its paper's idea; an open family, found by
 * {@link java.util.ServiceLoader}.
 */
package org.espalier.pruning.criterion;
