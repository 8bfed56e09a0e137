/** Random tests that can be run again. */
package org.espalier.testkit.random;
