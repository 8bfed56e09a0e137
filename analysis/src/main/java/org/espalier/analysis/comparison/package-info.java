/**
 * The study {@code analysis/compare-methods}: which methods find the same subnetwork, the same representation, the same
 * function? Methods are found by name at run time; nothing here knows any of them.
 */
package org.espalier.analysis.comparison;
