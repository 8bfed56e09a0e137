package org.espalier.nets.imported;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.architecture.LayerSpec;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;

/**
 * Reads a network from a file that any framework wrote: every parameter of the architecture must be there, with its shape and
 * finite values, and nothing else.
 *
 * @param network what was read
 * @param origins the name in the file of each parameter
 * @param how     how the arrays were found: by name, by shape, by order
 * @param notes   what was taken off or taken for granted, a sentence each
 */
public record NetworkImport(ImportedNetwork network, Map<String, String> origins, String how, List<String> notes) {

    /**
     * What to read, and what it is said to be.
     *
     * @param file          safetensors, {@code .npz} or {@code .pt}
     * @param initial       the same network before training, if known
     * @param architecture  the architecture
     * @param options       its width and dropout; biases and normalisation are as the file has them
     * @param input         shape of one image
     * @param classes       number of classes
     * @param layout        how the file keeps the axes of weights
     * @param normalisation what images go through first
     * @param origin        its data set
     */
    public record Request(Path file, Optional<Path> initial, Architecture architecture, Architecture.Options options,
                          ImageShape input, int classes, ArrayLayout layout, Standardisation normalisation,
                          NetworkDescription.Origin origin) {}

    /** @throws InvalidInputException if the file does not hold that network; one sentence that names the file and the array */
    public static NetworkImport read(Request request) {
        ForeignParameters file = ForeignParameters.read(request.file());
        InvalidInputException first = null;
        for (Architecture.Options options : candidates(request, file)) {
            try {
                return read(request, file, options);
            } catch (InvalidInputException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    /** A registered architecture is built with biases and affine normalisation where the file has them. */
    private static List<Architecture.Options> candidates(Request request, ForeignParameters file) {
        Architecture.Options o = request.options();
        if (request.architecture() instanceof LayerArchitecture) {
            return List.of(o);
        }
        List<Architecture.Options> all = new ArrayList<>();
        all.add(new Architecture.Options(o.width(), file.hasBias(), file.hasAffineNorm(), o.dropout()));
        if (!file.unnamed().isEmpty()) {
            // Without names a vector may be a bias or belong to a normalisation: only one way has as many arrays of these shapes.
            for (boolean bias : new boolean[] {false, true}) {
                for (boolean affine : new boolean[] {false, true}) {
                    all.add(new Architecture.Options(o.width(), bias, affine, o.dropout()));
                }
            }
        }
        return all;
    }

    private static NetworkImport read(Request request, ForeignParameters file, Architecture.Options options) {
        try (Network built = Network.create(request.architecture(), options, request.input(), request.classes())) {
            List<LayerSpec> layers = request.architecture() instanceof LayerArchitecture own ? own.network().layers()
                : built.layers();
            String name = request.architecture() instanceof LayerArchitecture own ? own.network().architecture()
                : request.architecture().name();
            NetworkDescription description = new NetworkDescription(name, options, request.input(), request.classes(), layers,
                Optional.of(request.normalisation()), request.origin());
            Map<String, ImageShape> flattened = new LayerArchitecture(name, description).flattened();
            List<NetworkParameter> parameters = built.parameters();
            ParameterMatch match = ParameterMatch.of(file, parameters, request.layout());
            ParameterValues values = ParameterValues.read(match, parameters, request.layout(), flattened);
            List<String> notes = new ArrayList<>(file.notes());
            if (values.zeros() > 0) {
                notes.add(values.zeros() + " weights without a mask are exactly 0 and are taken as pruned");
            }
            Optional<InitialWeights> initial = request.initial().map(f -> initial(f, parameters, request.layout(), flattened));
            Map<String, String> origins = new LinkedHashMap<>();
            match.arrays().forEach((parameter, array) -> origins.put(parameter, array.name()));
            return new NetworkImport(new ImportedNetwork(description, new InitialWeights(values.values()), values.mask(), initial),
                origins, match.how(), notes);
        }
    }

    private static InitialWeights initial(Path file, List<NetworkParameter> parameters, ArrayLayout layout,
                                          Map<String, ImageShape> flattened) {
        ParameterMatch match = ParameterMatch.of(ForeignParameters.read(file), parameters, layout);
        Map<String, float[]> values = ParameterValues.read(match, parameters, layout, flattened).values();
        Map<String, float[]> trained = new LinkedHashMap<>();
        parameters.stream().filter(p -> p.role() != NetworkParameter.Role.NORM_STATE)
            .forEach(p -> trained.put(p.name(), values.get(p.name())));
        return new InitialWeights(trained);
    }
}
