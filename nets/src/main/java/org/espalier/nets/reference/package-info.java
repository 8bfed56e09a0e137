/**
 * What users bring along by file: a reference names it by its content, so that a trial that holds one depends on the content
 * alone, and the run directory knows where the content is.
 *
 * <p>Lives here: names and places. May not live here: what is brought (data sets, architectures, networks).
 */
package org.espalier.nets.reference;
