package org.espalier.rnndynamics.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/**
 * Which of the recurrent matrices of a file is meant, where there are several, and how they lie.
 *
 * @param key        the module: what stands before {@code .weight_hh_l0}; none needed where the file has one
 * @param layer      from 0, as in {@code weight_hh_l1}; none needed where the module has one
 * @param direction  none needed where the layer has one
 * @param transposed whether matrices act on rows, {@code h W}, so that {@code W[i, j]} leads from unit i to unit j
 */
public record WeightChoice(Optional<String> key, OptionalInt layer, Optional<Direction> direction, boolean transposed) {
    /** What the file has one of. */
    public static final WeightChoice ONLY = new WeightChoice(Optional.empty(), OptionalInt.empty(), Optional.empty(), false);

    /** @throws InvalidInputException if the layer is negative */
    public WeightChoice {
        if (layer.isPresent() && layer.getAsInt() < 0) {
            throw new InvalidInputException("the layer is " + layer.getAsInt() + ", expected 0 for the first, 1 for the second ...");
        }
    }

    /** In which a bidirectional layer reads its inputs. */
    public enum Direction {
        FORWARD, REVERSE;

        /** The name that the command line knows it by. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws InvalidInputException if there is none of this name; the message names the nearest */
        public static Direction of(String label) {
            List<String> labels = Arrays.stream(values()).map(Direction::label).toList();
            return Arrays.stream(values()).filter(d -> d.label().equals(label)).findFirst().orElseThrow(
                () -> new InvalidInputException(Nearest.unknown("direction", label, labels)));
        }
    }
}
