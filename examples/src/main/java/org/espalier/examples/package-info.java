/**
 * Plug-ins as somebody outside the suite would write them, one file each; docs/extending.md walks through them. Nothing here
 * is on the command's class path: the jar is dropped into {@code plugins/}.
 */
package org.espalier.examples;
