package org.espalier.study.record;

import java.util.SortedMap;
import org.espalier.study.code.Build;

/**
 * Where a record comes from: kept so that a number can be traced, and explained when two machines disagree.
 *
 * @param codeVersion Espalier's version, with the commit it was built from and {@code .uncommitted} where the sources had changes
 *                    that were not committed
 * @param libraries   versions of the libraries that computed it
 * @param jvm         the Java runtime and its version
 * @param os          operating system, version and architecture
 * @param cpu         processor name: floating-point results may differ between models
 * @param started     when the trial (or its last resumption) began, ISO 8601 UTC
 * @param wallSeconds time it took, over all resumptions
 * @param cpuSeconds  processor time it took, over all resumptions
 * @param build       content hashes of the modules and plug-ins that computed it, as the process had them that ended the trial;
 *                    unknown in records of earlier versions
 */
public record Provenance(String codeVersion, SortedMap<String, String> libraries, String jvm, String os, String cpu,
                         String started, double wallSeconds, double cpuSeconds, Build build) {

    static final String UNCOMMITTED = ".uncommitted";

    /** Whether the sources had changes that were not committed when they were built. */
    public boolean isUncommitted() {
        return codeVersion.endsWith(UNCOMMITTED);
    }

    /** What a record without a known build comes from. */
    public Provenance(String codeVersion, SortedMap<String, String> libraries, String jvm, String os, String cpu, String started,
                      double wallSeconds, double cpuSeconds) {
        this(codeVersion, libraries, jvm, os, cpu, started, wallSeconds, cpuSeconds, Build.UNKNOWN);
    }
}
