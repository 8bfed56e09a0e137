/**
 * The parametrizations that more than one method uses: all weights, those under a mask, those beside frozen ones. A method's
 * own (scores, logits) live in the method's module. Plain arrays; may not live here: the training loop, the engine.
 */
package org.espalier.nets.parametrization;
