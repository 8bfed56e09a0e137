/** Records that no trial made, for tests of what is said of them. */
package org.espalier.testkit.record;
