/** What the tests of several modules share. On their class paths alone: nothing that a user runs may depend on it. */
@NullMarked
package org.espalier.testkit;

import org.jspecify.annotations.NullMarked;
