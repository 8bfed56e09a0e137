package org.espalier.nets.engine.remedy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.UserCache;

/**
 * Has every process use the engine as this processor needs it: looks the remedy up, or has it found, and applies it before the
 * natives load.
 *
 * <p>A process that checks ({@value #CHECKING}) takes the remedy it was given and starts no check of its own.
 */
public final class EngineSetup {
    /** System property: this process checks the engine with the remedy named. */
    public static final String CHECKING = "espalier.engine.checking";
    /** Environment variable: the only remedy to be tried, for whoever wants another than the fastest. */
    public static final String FORCED = "ESPALIER_ENGINE_REMEDY";
    /** Raised when the check looks at more than before. */
    public static final int CHECK_VERSION = 1;

    private static EngineChoice choice;
    private static volatile Remedy applied;

    private EngineSetup() {}

    /** The remedy in use in this process; none before the engine is used. */
    public static Remedy inUse() {
        Remedy remedy = applied;
        return remedy == null ? Remedy.NONE : remedy;
    }

    /**
     * Applies the remedy that this processor needs, once a process.
     *
     * @param natives versions of the engine's libraries
     * @throws InvalidInputException if the engine computes wrongly with every remedy, or the remedy cannot be applied here
     */
    public static void apply(SortedMap<String, String> natives) {
        if (applied == null) {
            applyOnce(natives);
        }
    }

    private static synchronized void applyOnce(SortedMap<String, String> natives) {
        if (applied != null) {
            return;
        }
        String checking = System.getProperty(CHECKING);
        Remedy remedy = checking == null ? required(choice(natives, said -> {})) : Remedy.named(checking)
            .orElseThrow(() -> new InvalidInputException(CHECKING + ": there is no remedy '" + checking + "'"));
        if (!Environment.set(missing(remedy))) {
            throw new InvalidInputException("the tensor engine computes wrongly on this processor unless " + missing(remedy)
                + " is set in the environment, which this process cannot do; set it and start again");
        }
        applied = remedy;
    }

    static Remedy required(EngineChoice choice) {
        return choice.remedy().orElseThrow(() -> new InvalidInputException(choice.refusal()));
    }

    private static Map<String, String> missing(Remedy remedy) {
        Map<String, String> missing = new java.util.TreeMap<>(remedy.environment());
        missing.entrySet().removeIf(e -> e.getValue().equals(System.getenv(e.getKey())));
        return missing;
    }

    /**
     * The choice for this processor: known, or found now.
     *
     * @param natives versions of the engine's libraries
     * @param say     told in a line when it has to be found, which takes half a minute or more
     */
    public static synchronized EngineChoice choice(SortedMap<String, String> natives, Consumer<String> say) {
        if (choice == null) {
            choice = find(key(natives), folder(System.getenv()), candidates(System.getenv()), CheckProcess.STANDARD::run, say,
                false);
        }
        return choice;
    }

    /** As {@link #choice}, but found anew whatever is known. What this process has applied already stays. */
    public static synchronized EngineChoice checkAgain(SortedMap<String, String> natives, Consumer<String> say) {
        choice = find(key(natives), folder(System.getenv()), candidates(System.getenv()), CheckProcess.STANDARD::run, say, true);
        return choice;
    }

    private static EngineKey key(SortedMap<String, String> natives) {
        return new EngineKey(CHECK_VERSION, Processor.here(), natives, Environment.steering(System.getenv()));
    }

    /** The remedies that are tried: those that leave the user's own variables as they are, or the one named. */
    static List<Remedy> candidates(Map<String, String> environment) {
        String forced = environment.get(FORCED);
        if (forced != null && !forced.isBlank()) {
            return List.of(Remedy.named(forced).orElseThrow(() -> new InvalidInputException(FORCED + ": there is no remedy '" + forced
                + "'; there are " + Arrays.stream(Remedy.values()).map(Remedy::label).toList())));
        }
        return Arrays.stream(Remedy.values()).filter(r -> r.agreesWith(environment)).toList();
    }

    static EngineChoice find(EngineKey key, Path folder, List<Remedy> candidates, Function<Remedy, CheckReport> check,
                             Consumer<String> say, boolean again) {
        ChoiceFile file = ChoiceFile.in(folder, key);
        Optional<EngineChoice> known = again ? Optional.empty() : file.read();
        return known.orElseGet(() -> {
            say.accept("Checking the tensor engine on this processor (" + key.processor().describe()
                + "): once, half a minute on two free cores, more where it fails.");
            return file.alone(() -> {
                // Another process may have found it meanwhile.
                Optional<EngineChoice> found = again ? Optional.empty() : file.read();
                return found.orElseGet(() -> search(key, file, candidates, check));
            });
        });
    }

    private static EngineChoice search(EngineKey key, ChoiceFile file, List<Remedy> candidates,
                                       Function<Remedy, CheckReport> check) {
        RemedySearch search = RemedySearch.among(candidates, check);
        EngineChoice found = new EngineChoice(key, search, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (search.isFinal()) {
            file.write(found);
        }
        return found;
    }

    /** {@code engine} in the user's cache, or where that cannot be written in a folder for temporary files. */
    static Path folder(Map<String, String> environment) {
        Path cache = UserCache.folder(environment).resolve("engine");
        if (usable(cache)) {
            return cache;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "espalier-" + System.getProperty("user.name"), "engine");
        return usable(temporary) ? temporary : cache;
    }

    /** Whether a folder can be written, and is not another user's. */
    private static boolean usable(Path folder) {
        try {
            Files.createDirectories(folder);
            Path mine = Files.createTempFile(folder, "mine", ".tmp");
            try {
                return Files.getOwner(mine).equals(Files.getOwner(folder));
            } finally {
                Files.delete(mine);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
