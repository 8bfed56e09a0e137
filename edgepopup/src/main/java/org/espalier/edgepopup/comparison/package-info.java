/**
 * What the studies of this module share: the set-ups of their presets, records grouped by network, choices made on
 * validation, and rows of means with their intervals.
 */
package org.espalier.edgepopup.comparison;
