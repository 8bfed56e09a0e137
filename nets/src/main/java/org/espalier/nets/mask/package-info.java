/**
 * Masks: which weights are kept. Exact kept counts, selection of the largest in O(n), and safetensors in and out.
 */
package org.espalier.nets.mask;
