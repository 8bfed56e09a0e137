package org.espalier.nets.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;

/**
 * The things of one kind that this process knows by reference: those read from users' files here, and those that an earlier
 * process kept in the run directory.
 *
 * <p>One run directory is open at a time, for all kinds: {@link #open}. What was read here is kept there ({@link #keepAll}) as
 * a small text a thing, {@code runs/KIND/NAME@HASH.json}, from which workers, reports and other machines make it again.
 *
 * @param <T> the kind
 */
public final class Brought<T> {
    private static final int MOST_BYTES = 1 << 20;
    private static final List<Brought<?>> KINDS = new ArrayList<>();
    private static Path runs;

    private final String scheme;
    private final String folder;
    private final String word;
    private final Maker<T> maker;
    private final Map<Reference, T> known = new LinkedHashMap<>();
    private final Map<Reference, String> kept = new LinkedHashMap<>();

    /** Makes a thing from the text that was kept of it. */
    @FunctionalInterface
    public interface Maker<T> {
        /** @throws InvalidInputException if the text is damaged, or tells of another thing than the reference */
        T of(Reference reference, String text, Path where);
    }

    /**
     * @param scheme of its references
     * @param folder in the run directory
     * @param word   what one is called in messages: "data set"
     * @param maker  makes one from what was kept
     */
    public Brought(String scheme, String folder, String word, Maker<T> maker) {
        this.scheme = scheme;
        this.folder = folder;
        this.word = word;
        this.maker = maker;
        synchronized (KINDS) {
            KINDS.add(this);
        }
    }

    /** Opens a run directory, in place of one open before. It need not exist. */
    public static void open(Path directory) {
        synchronized (KINDS) {
            runs = directory.toAbsolutePath().normalize();
        }
    }

    /** The run directory that is open. */
    public static Optional<Path> runs() {
        synchronized (KINDS) {
            return Optional.ofNullable(runs);
        }
    }

    /** Keeps everything that was read in this process in the open run directory. */
    public static void keepAll() {
        synchronized (KINDS) {
            KINDS.forEach(Brought::keep);
        }
    }

    /** The reference a text is, if it is one of this kind. */
    public Optional<Reference> reference(String text) {
        return Reference.parse(text).filter(r -> r.scheme().equals(scheme));
    }

    /**
     * Takes what was read from a user's file.
     *
     * @param text what is to be kept of it
     */
    public synchronized Reference take(Reference reference, T thing, String text) {
        known.put(reference, thing);
        kept.put(reference, text);
        return reference;
    }

    /** Whether this process or the open run directory knows it. */
    public synchronized boolean knows(Reference reference) {
        return known.containsKey(reference) || file(reference).filter(Files::isRegularFile).isPresent();
    }

    /** @throws InvalidInputException if nobody knows it, or what was kept of it is damaged */
    public synchronized T find(Reference reference) {
        return known.computeIfAbsent(reference, r -> {
            Path file = file(r).filter(Files::isRegularFile).orElseThrow(() -> new InvalidInputException("the " + word + " " + r
                + " is not known here: expected " + file(r).map(Path::toString).orElse(folder + "/" + r.fileName() + ".json")
                + ", which a run with " + scheme + ":FILE makes"));
            return maker.of(r, text(file), file);
        });
    }

    private Optional<Path> file(Reference reference) {
        return runs().map(r -> r.resolve(folder).resolve(reference.fileName() + ".json"));
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidInputException(file + " is larger than " + MOST_BYTES + " bytes, expected a short text");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private synchronized void keep() {
        kept.forEach((reference, text) -> file(reference).ifPresent(file -> {
            try {
                Files.createDirectories(file.getParent());
                Path draft = file.resolveSibling(reference.fileName() + "." + ProcessHandle.current().pid() + ".part");
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
            }
        }));
    }
}
