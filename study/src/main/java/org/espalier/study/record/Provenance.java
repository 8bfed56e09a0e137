package org.espalier.study.record;

import java.util.SortedMap;

/**
 * Where a record comes from: kept so that a number can be traced, and explained when two machines disagree.
 *
 * @param codeVersion Espalier's version
 * @param libraries   versions of the libraries that computed it
 * @param jvm         the Java runtime and its version
 * @param os          operating system, version and architecture
 * @param cpu         processor name: floating-point results may differ between models
 * @param started     when the trial (or its last resumption) began, ISO 8601 UTC
 * @param wallSeconds time it took, over all resumptions
 * @param cpuSeconds  processor time it took, over all resumptions
 */
public record Provenance(String codeVersion, SortedMap<String, String> libraries, String jvm, String os, String cpu,
                         String started, double wallSeconds, double cpuSeconds) {
}
