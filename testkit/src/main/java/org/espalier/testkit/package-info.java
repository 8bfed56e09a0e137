/** What the tests of several modules share. On their class paths alone: nothing that a user runs may depend on it. */
package org.espalier.testkit;
