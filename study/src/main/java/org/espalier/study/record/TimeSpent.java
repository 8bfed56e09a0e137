package org.espalier.study.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.espalier.base.AtomicFile;

/**
 * {@code time.json}: the time a trial took over all its attempts, and how often it failed.
 *
 * @param wallSeconds time by the clock
 * @param cpuSeconds  processor time of the process
 * @param failures    failed attempts
 */
record TimeSpent(double wallSeconds, double cpuSeconds, long failures) {
    static final TimeSpent NONE = new TimeSpent(0, 0, 0);
    private static final long MOST_BYTES = 1L << 12;

    static TimeSpent read(Path file) {
        if (!RunFiles.isFile(file)) {
            return NONE;
        }
        Fields json = Fields.read(file, MOST_BYTES);
        return new TimeSpent(json.number("wallSeconds"), json.number("cpuSeconds"), json.integer("failures"));
    }

    void write(Path file) throws IOException {
        ObjectNode json = Fields.JSON.createObjectNode();
        json.put("wallSeconds", wallSeconds).put("cpuSeconds", cpuSeconds).put("failures", failures);
        AtomicFile.write(file, RecordFile.pretty(json));
    }

    TimeSpent plus(double wall, double cpu) {
        return new TimeSpent(wallSeconds + wall, cpuSeconds + cpu, failures);
    }

    TimeSpent failedAgain() {
        return new TimeSpent(wallSeconds, cpuSeconds, failures + 1);
    }

    /** Processor seconds of this process so far, all threads and native code included; 0 where it is not known. */
    static double processSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
            ? Math.max(0, system.getProcessCpuTime()) * 1e-9 : 0;
    }
}
