package org.espalier.study.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;

/** Names and folders in a run directory that may have come from elsewhere: checked before they are used in a path. */
final class RunFiles {
    static final String TRIAL = "trial.json";
    static final String METRICS = "metrics.csv";
    static final String RECORD = "record.json";
    static final String TIME = "time.json";
    static final String LOCK = "trial.lock";

    private static final Pattern TRIAL_ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");

    private RunFiles() {}

    static String requireTrialId(String id) {
        if (id == null || !TRIAL_ID.matcher(id).matches()) {
            throw new InvalidInputException("'" + id + "' is not the id of a trial; expected 16 digits 0-9a-f");
        }
        return id;
    }

    static String requireFileName(String name) {
        if (name == null || !FILE_NAME.matcher(name).matches()) {
            throw new InvalidInputException("'" + name + "' cannot name a file of a trial; expected letters, digits,"
                + " '.', '_' and '-'");
        }
        return name;
    }

    /** Makes a folder below {@code root} and answers it, unless links lead out of {@code root}. */
    static Path makeFolder(Path root, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException("cannot make the folder " + reason(e, folder), e);
        }
        return requireInside(root, folder);
    }

    static Path requireInside(Path root, Path existing) {
        try {
            if (!existing.toRealPath().startsWith(root.toRealPath())) {
                throw new InvalidInputException(existing + " leads out of the run directory " + root);
            }
            return existing;
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + reason(e, existing), e);
        }
    }

    static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** "FILE: why", without the repeats of the exceptions' own messages. */
    static String reason(IOException e, Path file) {
        String why;
        if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (e instanceof NoSuchFileException) {
            why = "no such file";
        } else if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException
            || e instanceof FileSystemException f && "Not a directory".equals(f.getReason())) {
            why = "a file is where a folder is expected";
        } else if (e instanceof FileSystemException f && f.getReason() != null) {
            why = f.getReason();
        } else {
            why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return file + ": " + why;
    }
}
