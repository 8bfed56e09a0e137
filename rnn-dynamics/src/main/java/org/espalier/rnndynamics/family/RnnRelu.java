package org.espalier.rnndynamics.family;

import org.espalier.rnndynamics.cell.Activation;

/** {@code rnn-relu}. */
public record RnnRelu() implements VanillaKind {
    @Override
    public Activation activation() {
        return Activation.RELU;
    }

    @Override
    public String description() {
        return "h' = max(0, U h + W x + b).";
    }
}
