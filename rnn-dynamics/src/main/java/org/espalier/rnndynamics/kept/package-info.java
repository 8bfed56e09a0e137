/**
 * What every trial that trains recurrent networks keeps of them, how it is described, and the trials they can be tried on
 * again.
 */
@NullMarked
package org.espalier.rnndynamics.kept;

import org.jspecify.annotations.NullMarked;
