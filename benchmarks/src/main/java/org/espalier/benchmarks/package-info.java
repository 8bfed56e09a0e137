/**
 * Benchmarks of the hot paths with JMH, each beside a peer in Python (folder {@code peers}) that is timed in the same run.
 * {@link org.espalier.benchmarks.BesideThePeers} prints the ratios. May not live here: anything that another module uses.
 */
package org.espalier.benchmarks;
