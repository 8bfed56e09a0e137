/**
 * Pruning methods: a criterion, a ladder and a schedule joined to a training within a budget, resumable at every step of
 * every round.
 */
package org.espalier.pruning.method;
