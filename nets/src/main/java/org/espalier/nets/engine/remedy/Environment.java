package org.espalier.nets.engine.remedy;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment variables that steer the engine's natives: those the user set, and how to set more in this process. Natives
 * read them when they load or first compute, with C's {@code getenv}; Java itself cannot set any.
 */
final class Environment {
    private static final List<String> PREFIXES = List.of("ONEDNN_", "DNNL_", "MKL_", "MKLDNN_", "KMP_", "PYTORCH_", "TORCH_",
        "ATEN_", "LD_PRELOAD", "GLIBC_TUNABLES", "MALLOC_", EngineSetup.FORCED);
    /** Not a matter of right or wrong: the check runs in one thread, as trials do. */
    private static final List<String> LEFT_OUT = List.of("MKL_NUM_THREADS");

    /** C's standard library. */
    interface StandardLibrary extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private Environment() {}

    /** What of an environment steers the engine. */
    static SortedMap<String, String> steering(Map<String, String> environment) {
        SortedMap<String, String> steering = new TreeMap<>(environment);
        steering.keySet().removeIf(n -> PREFIXES.stream().noneMatch(n::startsWith) || LEFT_OUT.contains(n));
        return steering;
    }

    /** Whether this system lets a process set its own variables as C sees them. */
    static boolean canBeSet() {
        return !System.getProperty("os.name", "").startsWith("Windows");
    }

    /**
     * Sets variables for the natives of this process and for whatever they start, not for {@link System#getenv}.
     *
     * @return whether they are set
     */
    static boolean set(Map<String, String> variables) {
        if (variables.isEmpty()) {
            return true;
        }
        if (!canBeSet()) {
            return false;
        }
        // Java copies the environment at its first question: that copy is to be the user's.
        System.getenv();
        try {
            StandardLibrary c = Native.load("c", StandardLibrary.class);
            return variables.entrySet().stream().allMatch(v -> c.setenv(v.getKey(), v.getValue(), 1) == 0);
        } catch (LinkageError e) {
            return false;
        }
    }
}
