package org.espalier.nets.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;

/**
 * The networks that were imported into a run directory, {@code runs/networks/NAME/}, as architectures: what they compute,
 * without the weights. {@code imported:NAME} means one; a trial holds the hash of its whole content too.
 */
public final class StoredNetworks {
    /** What stands before the colon. */
    public static final String SCHEME = "imported";
    /** What the network computes, in its folder: {@link NetworkJson}. */
    public static final String DESCRIPTION = "network.json";
    /** Where it came from, in its folder, and the hash of its content. */
    public static final String PROVENANCE = "provenance.json";
    /** The key of that hash. */
    public static final String HASH = "hash";
    /** Its initial weights, in its folder, where they are known. */
    public static final String INITIAL = "initial.safetensors";
    private static final String FOLDER = "networks";
    private static final long MOST_BYTES = 1 << 22;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Path, Map<Reference, LayerArchitecture>> KNOWN = new LinkedHashMap<>();

    private StoredNetworks() {}

    /** The folder of a network of that name in a run directory. */
    public static Path folder(Path runs, String name) {
        return runs.resolve(FOLDER).resolve(Reference.requireName(SCHEME, name));
    }

    /** The reference that a name is, if it is one to an imported network. */
    public static Optional<Reference> reference(String name) {
        return Reference.parse(name).filter(r -> r.scheme().equals(SCHEME));
    }

    /**
     * The reference of a network in the open run directory.
     *
     * @param word {@code imported:NAME}, or a reference
     * @throws InvalidInputException if there is none of that name, or it has other content than the reference says
     */
    public static String given(String word) {
        Optional<Reference> whole = reference(word);
        String name = whole.map(Reference::name).orElseGet(() -> word.startsWith(SCHEME + ":")
            ? word.substring(SCHEME.length() + 1) : word);
        Reference found = Reference.of(SCHEME, name, hash(folder(runs(), name), name));
        if (whole.isPresent() && !whole.get().equals(found)) {
            throw new InvalidInputException(folder(runs(), name) + " holds another network than " + word);
        }
        return found.toString();
    }

    /** The architecture of a reference; empty if the name is none to an imported network. */
    public static synchronized Optional<LayerArchitecture> find(String name) {
        return reference(name).map(r -> KNOWN.computeIfAbsent(runs(), p -> new LinkedHashMap<>()).computeIfAbsent(r, known -> {
            given(name);
            return new LayerArchitecture(name, NetworkJson.read(folder(runs(), known.name()).resolve(DESCRIPTION)));
        }));
    }

    /** Whether the network of a reference has its initial weights beside it. */
    public static boolean hasInitial(String reference) {
        return reference(given(reference)).map(r -> Files.isRegularFile(folder(runs(), r.name()).resolve(INITIAL))).orElse(false);
    }

    /** The open run directory. */
    static Path runs() {
        return Brought.runs().orElseThrow(() -> new InvalidInputException("an imported network is looked for in a run directory, and none "
            + "is open here"));
    }

    private static String hash(Path folder, String name) {
        Path file = folder.resolve(PROVENANCE);
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("there is no network '" + name + "' in " + folder.getParent() + names(folder.getParent())
                + "; 'espalier import-network' makes one");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException(file + " is larger than " + MOST_BYTES + " bytes, expected a short text");
            }
            JsonNode hash = JSON.readTree(Files.readString(file)).path(HASH);
            if (!hash.asText().matches("[0-9a-f]{64}")) {
                throw new InvalidInputException(file + ": " + HASH + ": expected 64 hexadecimal digits");
            }
            return hash.asText();
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String names(Path networks) {
        if (!Files.isDirectory(networks)) {
            return "";
        }
        try (Stream<Path> folders = Files.list(networks)) {
            return ", which has " + folders.map(f -> f.getFileName().toString()).sorted().limit(12).toList();
        } catch (IOException e) {
            return "";
        }
    }
}
