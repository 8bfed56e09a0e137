/**
 * Data sets of labelled images: where they are looked for, how they are checked and read, how they are split.
 *
 * <p>Lives here: one class a data set, the IDX and CIFAR readers, search and download. May not live here: tensors.
 */
@NullMarked
package org.espalier.nets.data;

import org.jspecify.annotations.NullMarked;
