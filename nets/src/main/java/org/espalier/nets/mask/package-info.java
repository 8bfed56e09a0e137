/**
 * Masks: which weights are kept. Exact kept counts, selection of the largest in O(n) and the gradient straight through it,
 * random masks as controls, safetensors out, and masks in the files of any framework in. Plain arrays; may not live here:
 * tensors, how a method ranks weights.
 */
@NullMarked
package org.espalier.nets.mask;

import org.jspecify.annotations.NullMarked;
