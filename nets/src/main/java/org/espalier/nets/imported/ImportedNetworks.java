package org.espalier.nets.imported;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;

/**
 * Keeps imported networks in a run directory: {@code runs/networks/NAME/} with {@code network.json}, {@code weights.safetensors},
 * {@code mask.safetensors}, {@code initial.safetensors} where there are initial weights, and {@code provenance.json}. A name is
 * given once: another network needs another.
 */
public final class ImportedNetworks {
    /** The weights and running statistics, in the network's folder. */
    public static final String WEIGHTS = "weights.safetensors";
    /** The mask, in the network's folder. */
    public static final String MASK = "mask.safetensors";
    private static final String INITIAL = StoredNetworks.INITIAL;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportedNetworks() {}

    /**
     * Keeps a network. The same network under the same name is left as it is.
     *
     * @param network    loaded with its weights
     * @param provenance where it came from, for people: texts, numbers and lists by key
     * @return its reference
     * @throws InvalidInputException if another network has that name, or it cannot be written
     */
    public static Reference keep(Path runs, String name, ImportedNetwork imported, Network network,
                                 Map<String, Object> provenance) {
        Path folder = StoredNetworks.folder(runs, name);
        String hash = imported.hash();
        Reference reference = Reference.of(StoredNetworks.SCHEME, name, hash);
        Brought.open(runs);
        if (Files.exists(folder)) {
            if (StoredNetworks.given(StoredNetworks.SCHEME + ":" + name).equals(reference.toString())) {
                return reference;
            }
            throw new InvalidInputException(folder + " holds another network already; choose another --name, or remove that folder");
        }
        Path draft = folder.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.createDirectories(draft);
            Files.writeString(draft.resolve(StoredNetworks.DESCRIPTION), NetworkJson.write(imported.description()));
            WeightFile.write(draft.resolve(WEIGHTS), network);
            MaskFile.write(draft.resolve(MASK), imported.mask(), Map.of());
            imported.initial().ifPresent(initial -> write(draft.resolve(INITIAL), initial, network));
            ObjectNode json = JSON.valueToTree(provenance);
            json.put(StoredNetworks.HASH, hash);
            Files.writeString(draft.resolve(StoredNetworks.PROVENANCE), json.toPrettyString() + "\n");
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return reference;
        } catch (IOException e) {
            remove(draft);
            throw new InvalidInputException("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, InitialWeights weights, Network network) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        weights.values().forEach((name, values) -> tensors.put(name, SafeTensor.of(values, network.parameter(name).shape())));
        Safetensors.write(file, tensors, Map.of());
    }

    private static void remove(Path draft) {
        try (Stream<Path> files = Files.walk(draft)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left is a hidden folder that nothing reads.
        }
    }

    /**
     * A network of the open run directory.
     *
     * @param reference {@code imported:NAME@HASH}
     * @throws InvalidInputException if it is not there, is damaged, or has other content than the reference says
     */
    public static ImportedNetwork read(String reference) {
        Reference wanted = StoredNetworks.reference(reference)
            .orElseThrow(() -> new InvalidInputException("'" + reference + "' is no imported network, expected imported:NAME"));
        LayerArchitecture architecture = StoredNetworks.find(reference).orElseThrow();
        NetworkDescription description = architecture.network();
        Path folder = StoredNetworks.folder(Brought.runs().orElseThrow(), wanted.name());
        try (Network network = Network.create(architecture, Architecture.Options.PLAIN, description.input(),
            description.classes())) {
            Path initial = folder.resolve(INITIAL);
            ImportedNetwork found = new ImportedNetwork(description, ordered(WeightFile.read(folder.resolve(WEIGHTS), network),
                network, true), MaskFile.read(folder.resolve(MASK)), Files.isRegularFile(initial)
                    ? Optional.of(ordered(WeightFile.read(initial, network), network, false)) : Optional.empty());
            if (!found.hash().startsWith(wanted.hash())) {
                throw new InvalidInputException(folder + " is damaged: its content has another hash than " + reference);
            }
            return found;
        }
    }

    /** In the network's order, on which the hash depends, whatever the file's. */
    private static InitialWeights ordered(InitialWeights weights, Network network, boolean statistics) {
        Map<String, float[]> values = new LinkedHashMap<>();
        List<String> names = statistics ? network.parameters().stream().map(p -> p.name()).toList() : network.trainable();
        names.forEach(name -> values.put(name, weights.of(name)));
        return new InitialWeights(values);
    }
}
