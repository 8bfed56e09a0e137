package org.espalier.rnndynamics.weights;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.GateWeights;

/**
 * Weights under the names of rate networks (PsychRNN's): {@code W_rec [N, N]} and {@code W_in [N, I]}, which act as
 * {@code W_rec r + W_in x}, {@code b_rec [N]}, {@code W_out [outputs, N]}; with or without a module's name before them. W_in,
 * b_rec and W_out may be missing. W_out is only checked to fit: it says nothing of the dynamics.
 */
final class RateWeights {
    private static final String RECURRENT = "W_rec";
    /** With these PsychRNN makes the weights it computes with of the ones it stores. */
    private static final List<String> CONNECTIVITY = List.of("rec_connectivity", "input_connectivity");
    private static final String DALE = "Dale_rec";

    private RateWeights() {}

    static boolean are(StoredWeights weights) {
        return !modules(weights).isEmpty();
    }

    static GateWeights read(StoredWeights weights, CellModel model, WeightChoice choice) {
        String module = module(weights, choice);
        String name = module + RECURRENT;
        long[] shape = weights.matrixShape(name);
        if (model.gates() != 1) {
            throw new InvalidInputException(weights.file() + " has " + name + ", which is of a network without gates; the cell "
                + model.label() + " has " + model.gates());
        }
        long units = shape[1];
        if (units < 1) {
            throw new InvalidInputException(weights.file() + ": " + name + " has no columns, expected one a unit");
        }
        double[] recurrent = weights.matrix(name, units, units);
        long inputs = weights.has(module + "W_in") ? weights.matrixShape(module + "W_in")[1] : 0;
        double[] input = inputs == 0 ? new double[0] : weights.matrix(module + "W_in", units, inputs);
        double[] bias = weights.has(module + "b_rec") ? weights.values(module + "b_rec", units) : null;
        if (weights.has(module + "W_out")) {
            weights.matrix(module + "W_out", weights.matrixShape(module + "W_out")[0], units);
        }
        effective(weights, module, units, inputs);
        return GateWeights.of(1, (int) units, (int) inputs, input, recurrent, bias);
    }

    private static void effective(StoredWeights weights, String module, long units, long inputs) {
        for (String name : CONNECTIVITY) {
            if (weights.has(module + name)) {
                for (double x : weights.matrix(module + name, units, name.startsWith("rec") ? units : inputs)) {
                    refuseUnless(x == 1, weights, module + name);
                }
            }
        }
        if (weights.has(module + DALE)) {
            double[] dale = weights.matrix(module + DALE, units, units);
            for (int i = 0; i < dale.length; i++) {
                refuseUnless(dale[i] == (i / units == i % units ? 1 : 0), weights, module + DALE);
            }
        }
    }

    private static void refuseUnless(boolean plain, StoredWeights weights, String name) {
        if (!plain) {
            throw new InvalidInputException(weights.file() + " has " + name + ", with which the network's weights are made of the "
                + "stored ones: save the effective weights and leave it out");
        }
    }

    /** What stands before the name, with the dot. */
    static List<String> modules(StoredWeights weights) {
        return weights.names().stream().map(n -> n.endsWith("_orig") ? n.substring(0, n.length() - "_orig".length()) : n)
            .filter(n -> n.equals(RECURRENT) || n.endsWith("." + RECURRENT))
            .map(n -> n.substring(0, n.length() - RECURRENT.length())).distinct().sorted().toList();
    }

    private static String module(StoredWeights weights, WeightChoice choice) {
        List<String> modules = modules(weights);
        if (choice.layer().orElse(0) != 0 || choice.direction().isPresent()) {
            throw new InvalidInputException(weights.file() + " has " + RECURRENT
                + ", a network of one layer in one direction: --layer and --direction do not apply");
        }
        if (choice.key().isPresent()) {
            String wanted = choice.key().get().isEmpty() ? "" : choice.key().get() + ".";
            if (!modules.contains(wanted)) {
                throw new InvalidInputException(weights.file() + " has no " + wanted + RECURRENT + ", only " + named(modules));
            }
            return wanted;
        }
        if (modules.size() > 1) {
            throw new InvalidInputException(weights.file() + " holds several recurrent matrices " + named(modules)
                + ": choose one with --key (what stands before ." + RECURRENT + ")");
        }
        return modules.get(0);
    }

    private static List<String> named(List<String> modules) {
        return modules.stream().map(m -> m + RECURRENT).toList();
    }
}
