package org.espalier.nets.engine.remedy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How the engine is used on a processor, and why.
 *
 * @param key     what it holds for: {@link EngineKey}
 * @param search  the check's reports and the remedy that follows from them
 * @param checked when, ISO 8601 UTC
 */
public record EngineChoice(EngineKey key, RemedySearch search, String checked) {

    /** The remedy; empty if the engine computes wrongly with every one. */
    public Optional<Remedy> remedy() {
        return search.chosen();
    }

    /** What the check found with each remedy tried, in the order of trying. */
    public Map<Remedy, CheckReport> reports() {
        return search.reports();
    }

    /** Whether a process here sets the remedy's variables itself; else whoever starts it has to. */
    public static boolean processesSetVariables() {
        return Environment.canBeSet();
    }

    /** For provenance: {@code check 1 passed; remedy: strict-products (MKL_CBWR=AUTO,STRICT); AMD EPYC, ...}. */
    public String provenance() {
        SortedMap<String, String> users = key.environment();
        return "check " + key.checkVersion() + " passed; remedy: " + remedy().map(Remedy::describe).orElse("?") + "; "
            + key.processor().describe() + (users.isEmpty() ? "" : "; environment: " + users);
    }

    /** In one sentence that the engine cannot be used, and why. */
    public String refusal() {
        CheckReport first = reports().values().iterator().next();
        StringBuilder others = new StringBuilder();
        reports().forEach((remedy, report) -> {
            if (report != first) {
                others.append(others.length() == 0 ? "" : ", ").append(remedy.describe());
            }
        });
        return "the tensor engine computes wrongly on this processor (" + key.processor().describe() + "): " + first.summary()
            + (others.length() == 0 ? "; no remedy is left to try" : "; nor does it pass its check with " + others)
            + (key.environment().isEmpty() ? "; use another machine, or look again with './espalier doctor --check-engine'"
                : "; with " + key.environment() + " set in the environment remedies that would change it are not tried: unset it");
    }
}
