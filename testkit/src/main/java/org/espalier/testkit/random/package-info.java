/** Random tests that can be run again. */
@NullMarked
package org.espalier.testkit.random;

import org.jspecify.annotations.NullMarked;
