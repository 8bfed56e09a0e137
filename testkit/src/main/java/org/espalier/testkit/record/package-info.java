/** Records that no trial made, for tests of what is said of them. */
@NullMarked
package org.espalier.testkit.record;

import org.jspecify.annotations.NullMarked;
