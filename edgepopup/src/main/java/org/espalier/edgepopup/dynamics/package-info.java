/**
 * The study {@code edge-popup/dynamics}: how edge-popup's mask moves while it learns, and how often swapping one edge lowers
 * the loss on the mini-batch, as the theorem of Ramanujan et al. 2020 says.
 */
package org.espalier.edgepopup.dynamics;
