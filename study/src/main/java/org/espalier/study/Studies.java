package org.espalier.study;

import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/** The studies on the class path, found by {@link ServiceLoader}. */
public final class Studies {
    private static final String WORD = "[a-z0-9]+(?:-[a-z0-9]+)*";
    private static final Pattern ID = Pattern.compile("(?!report/)" + WORD + "/" + WORD);
    private static final int LONGEST_ID = 120;

    private Studies() {}

    /**
     * Every study, sorted by id.
     *
     * @throws InvalidInputException if two have one id, or an id is not {@code module/name} in lower case
     */
    public static List<Study> all() {
        TreeMap<String, Study> byId = new TreeMap<>();
        for (Study study : ServiceLoader.load(Study.class)) {
            Study other = byId.put(requireId(study.id()), study);
            if (other != null) {
                throw new InvalidInputException("two studies are called '" + study.id() + "': "
                    + other.getClass().getName() + " and " + study.getClass().getName());
            }
        }
        return List.copyOf(byId.values());
    }

    /**
     * The study {@code id}.
     *
     * @throws InvalidInputException if there is none, with the nearest there are
     */
    public static Study find(String id) {
        Collection<Study> all = all();
        return all.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow(() -> new InvalidInputException(
            Nearest.unknown("study", id, all.stream().map(Study::id).toList())));
    }

    /**
     * Answers {@code id} if it may name a study, and so a folder: {@code module/name}, both of lower-case letters,
     * digits and single hyphens. The module {@code report} is kept for the report's folder.
     *
     * @throws InvalidInputException otherwise
     */
    public static String requireId(String id) {
        if (id == null || id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
            throw new InvalidInputException("'" + id + "' cannot name a study; expected module/name in lower-case"
                + " letters, digits and hyphens, e.g. edge-popup/density");
        }
        return id;
    }
}
