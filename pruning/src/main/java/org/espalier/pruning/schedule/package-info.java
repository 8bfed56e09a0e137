/**
 * The ladder: how many weights of which layer are kept after which round, in exact integers, when the rounds are, and which
 * weights are the ones.
 */
package org.espalier.pruning.schedule;
