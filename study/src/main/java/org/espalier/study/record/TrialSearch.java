package org.espalier.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;

/** Finds a trial in a run directory by the beginning of its id. */
public final class TrialSearch {
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,16}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final int SHOWN = 4;

    private TrialSearch() {}

    /**
     * Where a trial lies.
     *
     * @param study its study
     * @param id    its id
     */
    public record Place(String study, String id) {}

    /**
     * The only trial of all studies whose id begins so.
     *
     * @throws InvalidInputException if there is none or several; the message names some
     */
    public static Place find(RunDirectory runs, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new InvalidInputException("'" + prefix + "' is not the id of a trial or its beginning; expected up to 16 "
                + "digits 0-9a-f, as in the column 'trial' of 'espalier export STUDY' or the names of the folders in " + runs.root());
        }
        List<Place> found = new ArrayList<>();
        for (String study : runs.studies()) {
            ids(runs.studyFolder(study)).stream().filter(id -> id.startsWith(prefix))
                .forEach(id -> found.add(new Place(study, id)));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("no trial in " + runs.root() + " has an id that begins with '" + prefix + "'");
        }
        throw new InvalidInputException(found.size() + " trials in " + runs.root() + " have an id that begins with '" + prefix
            + "': " + found.stream().limit(SHOWN).map(p -> p.id() + " of " + p.study()).collect(Collectors.joining(", "))
            + (found.size() > SHOWN ? ", ..." : "") + "; give more digits");
    }

    static List<String> ids(Path study) {
        try (Stream<Path> folders = Files.list(study)) {
            return folders.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).map(f -> f.getFileName().toString())
                .filter(name -> ID.matcher(name).matches()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException("cannot read the folder " + study + ": " + e.getMessage(), e);
        }
    }
}
