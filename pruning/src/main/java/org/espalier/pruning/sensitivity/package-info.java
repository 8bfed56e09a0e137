/** The study {@code pruning/sensitivity}: what pruning one layer alone costs (Han et al. 2015, fig. 6). */
@NullMarked
package org.espalier.pruning.sensitivity;

import org.jspecify.annotations.NullMarked;
