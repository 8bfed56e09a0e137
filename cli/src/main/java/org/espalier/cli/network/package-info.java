/**
 * What {@code export-network} writes: the files of a network that a trial kept, data to try it on, and a script that rebuilds
 * it in PyTorch.
 */
@NullMarked
package org.espalier.cli.network;

import org.jspecify.annotations.NullMarked;
