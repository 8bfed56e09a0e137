package org.espalier.nets.architecture;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.Standardisation;

/**
 * All that has to be known beside the weights to compute with a network somewhere else. {@link NetworkJson} reads and writes
 * it.
 *
 * @param architecture  the registered name, or {@value #CUSTOM}
 * @param options       the options it was built with; the layers already have them
 * @param input         shape of one image
 * @param classes       number of outputs
 * @param layers        what it computes, first to last
 * @param normalisation what images of values 0..1 go through first; empty if it is not known
 * @param origin        where the network comes from
 */
public record NetworkDescription(String architecture, Architecture.Options options, ImageShape input, int classes,
                                 List<LayerSpec> layers, Optional<Standardisation> normalisation, Origin origin) {
    /** The architecture of a network that is no registered one. */
    public static final String CUSTOM = "custom";

    /**
     * Where a network comes from, as far as it is known.
     *
     * @param dataset  name of the data set it was trained on
     * @param checksum of that data set
     * @param seed     of the trial
     * @param study    of the trial
     * @param trial    the trial's id
     */
    public record Origin(Optional<String> dataset, Optional<String> checksum, OptionalLong seed, Optional<String> study,
                         Optional<String> trial) {
        /** Nothing is known. */
        public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty(), OptionalLong.empty(),
            Optional.empty(), Optional.empty());
    }

    /** @throws InvalidInputException if there is no layer, or the sizes cannot be */
    public NetworkDescription {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new InvalidInputException("layers: there is none, expected at least one");
        }
        LayerSpec.requireDistinctNames(layers);
        long pixels = (long) input.height() * input.width();
        if (input.channels() < 1 || input.height() < 1 || input.width() < 1 || pixels > LayerSpec.LARGEST
            || pixels * input.channels() > LayerSpec.LARGEST) {
            throw new InvalidInputException("input: expected channels, height and width of at least 1 and at most " + LayerSpec.LARGEST
                + " values in all, found " + input);
        }
        if (classes < 1 || classes > LayerSpec.LARGEST) {
            throw new InvalidInputException("classes: expected 1 to " + LayerSpec.LARGEST + ", found " + classes);
        }
        if (normalisation.isPresent() && normalisation.get().mean().length != input.channels()) {
            throw new InvalidInputException("normalisation: expected a mean for each of the " + input.channels()
                + " channels, found " + normalisation.get().mean().length);
        }
    }
}
