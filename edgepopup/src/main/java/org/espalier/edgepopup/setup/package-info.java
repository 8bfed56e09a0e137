/** What the studies of this module plan alike: the set-ups of their presets and the grid over them. */
@NullMarked
package org.espalier.edgepopup.setup;

import org.jspecify.annotations.NullMarked;
