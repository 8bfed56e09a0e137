/**
 * What two masks have in common, against what chance gives at the same densities. May not live here: how a mask was found.
 */
@NullMarked
package org.espalier.analysis.mask;

import org.jspecify.annotations.NullMarked;
