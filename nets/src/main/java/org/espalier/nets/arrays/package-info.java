/**
 * Named arrays from files that any framework wrote: {@code .npy}, {@code .npz}, safetensors and PyTorch's {@code .pt},
 * recognised by their content. {@link org.espalier.nets.arrays.ArrayFile} opens a file and knows its arrays' names, types and
 * shapes; the numbers are decoded when asked for.
 *
 * <p>Files are not trusted: every length is checked against what is really there before memory is taken for it, and no code
 * of a file is ever run. May not live here: what the arrays mean.
 */
@NullMarked
package org.espalier.nets.arrays;

import org.jspecify.annotations.NullMarked;
