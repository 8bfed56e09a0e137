/**
 * What studies and networks both need and would otherwise spell twice: the exception that is a sentence for a user, the nearest
 * word to a mistyped one, families found by name, labels of closed families, named random streams, files that are never half
 * written. It knows nothing of studies or networks and depends on the JDK alone; what only one module needs does not live here.
 */
package org.espalier.base;
