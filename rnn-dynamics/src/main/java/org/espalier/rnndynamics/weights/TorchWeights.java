package org.espalier.rnndynamics.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.weights.WeightChoice.Direction;

/**
 * Weights under PyTorch's names: {@code weight_ih_l0 [G N, I]}, {@code weight_hh_l0 [G N, N]}, {@code bias_ih_l0 [G N]},
 * {@code bias_hh_l0 [G N]}; with or without a module's name before them ({@code rnn.weight_ih_l0}), of any layer
 * ({@code _l1}) and direction ({@code _l0_reverse}), or of a single cell ({@code weight_ih}).
 */
final class TorchWeights {
    private static final String HH = "weight_hh";
    private static final Pattern RECURRENT = Pattern.compile("(.*\\.)?" + HH + "(?:_l(\\d{1,6}))?(_reverse)?(_orig)?");
    private static final int SHOWN = 20;

    /** @param suffix of all names of the layer, such as {@code _l0_reverse} */
    private record Layer(String module, int number, Direction direction, String suffix) {}

    private TorchWeights() {}

    static boolean are(StoredWeights weights) {
        return !layers(weights).isEmpty();
    }

    static GateWeights read(StoredWeights weights, CellModel model, WeightChoice choice) {
        Layer layer = chosen(weights, choice);
        String recurrent = layer.module + HH + layer.suffix;
        String projection = layer.module + "weight_hr" + layer.suffix;
        if (weights.has(projection)) {
            throw new InvalidInputException(weights.file() + " has " + projection + ": an LSTM with projections (proj_size), whose h "
                + "and c differ in size, is not read; expected one without");
        }
        long units = weights.matrixShape(recurrent)[1];
        long rows = model.gates() * units;
        if (units < 1 || rows > Integer.MAX_VALUE) {
            throw new InvalidInputException(weights.file() + ": " + recurrent + " has " + units
                + " columns, expected one a unit");
        }
        double[] hh = matrix(weights, recurrent, rows, units, model);
        String input = layer.module + "weight_ih" + layer.suffix;
        if (!weights.has(input)) {
            throw new InvalidInputException(weights.file() + " has " + recurrent + " but no " + input);
        }
        long inputs = weights.matrixShape(input)[1];
        double[] ih = matrix(weights, input, rows, inputs, model);
        String inputBias = layer.module + "bias_ih" + layer.suffix;
        String recurrentBias = layer.module + "bias_hh" + layer.suffix;
        if (weights.has(inputBias) != weights.has(recurrentBias)) {
            throw new InvalidInputException(weights.file() + " has only one of " + inputBias + " and " + recurrentBias
                + ", expected both or none");
        }
        boolean biases = weights.has(inputBias);
        return new GateWeights(model.gates(), (int) units, (int) inputs, ih, hh,
            biases ? weights.values(inputBias, rows) : new double[(int) rows],
            biases ? weights.values(recurrentBias, rows) : new double[(int) rows]);
    }

    private static double[] matrix(StoredWeights weights, String name, long rows, long columns, CellModel model) {
        long found = weights.matrixShape(name)[0];
        if (found != rows && columns > 0 && name.contains(HH) && found % columns == 0) {
            throw new InvalidInputException(weights.file() + ": " + name + " has shape [" + found + ", " + columns
                + "], which is that of " + found / columns + (found == columns ? " gate" : " gates") + "; the cell "
                + model.label() + " has " + model.gates() + ", expected [" + rows + ", " + columns + "]");
        }
        return weights.matrix(name, rows, columns);
    }

    private static List<Layer> layers(StoredWeights weights) {
        List<Layer> layers = new ArrayList<>();
        for (String name : weights.names()) {
            Matcher m = RECURRENT.matcher(name);
            if (m.matches()) {
                String number = m.group(2);
                String reverse = m.group(3) == null ? "" : m.group(3);
                layers.add(new Layer(m.group(1) == null ? "" : m.group(1), number == null ? 0 : Integer.parseInt(number),
                    reverse.isEmpty() ? Direction.FORWARD : Direction.REVERSE, (number == null ? "" : "_l" + number) + reverse));
            }
        }
        return layers.stream().distinct().toList();
    }

    private static Layer chosen(StoredWeights weights, WeightChoice choice) {
        String file = weights.file().toString();
        List<Layer> left = layers(weights);
        if (left.isEmpty()) {
            throw new InvalidInputException(missing(weights));
        }
        left = narrowed(file, left, l -> module(l.module), choice.key().orElse(null), "module", "--key");
        left = narrowed(file, left, l -> Integer.toString(l.number),
            choice.layer().isPresent() ? Integer.toString(choice.layer().getAsInt()) : null, "layer", "--layer");
        left = narrowed(file, left, l -> l.direction.label(), choice.direction().map(Direction::label).orElse(null),
            "direction", "--direction");
        if (left.size() > 1) {
            throw new InvalidInputException(file + " has weight_hh both with and without the layer's number, expected one");
        }
        return left.get(0);
    }

    static List<String> modules(StoredWeights weights) {
        return layers(weights).stream().map(l -> module(l.module)).distinct().toList();
    }

    private static String module(String prefix) {
        return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    }

    /** Those that have what was chosen; all, where they do not differ and nothing was. */
    private static List<Layer> narrowed(String file, List<Layer> layers, Function<Layer, String> of, String wanted,
                                        String what, String option) {
        TreeSet<String> there = new TreeSet<>(layers.stream().map(of).toList());
        if (wanted == null) {
            if (there.size() > 1) {
                throw new InvalidInputException(file + " holds recurrent weights of several " + what + "s " + quoted(there)
                    + ": choose one with " + option);
            }
            return layers;
        }
        if (!there.contains(wanted)) {
            throw new InvalidInputException(file + " has no recurrent weights of " + what + " '" + wanted + "', only of "
                + quoted(there));
        }
        return layers.stream().filter(l -> of.apply(l).equals(wanted)).toList();
    }

    private static String quoted(TreeSet<String> names) {
        return names.stream().limit(SHOWN).map(n -> n.isEmpty() ? "'' (no module)" : n).toList().toString();
    }

    /** Why there is none, as far as names tell. */
    private static String missing(StoredWeights weights) {
        for (String name : weights.names()) {
            if (name.contains("parametrizations." + HH) || name.contains(HH) && (name.endsWith("_g") || name.endsWith("_v"))) {
                return weights.file() + " has " + name + ": the weights are parametrised, which is not read; save the plain ones "
                    + "(torch.nn.utils.parametrize.remove_parametrizations, remove_weight_norm)";
            }
        }
        List<String> shown = weights.names().stream().limit(SHOWN).toList();
        return weights.file() + " has no " + HH + "_l0 (with or without a prefix); it holds " + shown
            + (shown.size() < weights.names().size() ? " and more" : "");
    }
}
