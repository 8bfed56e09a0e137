package org.espalier.rnndynamics.family;

import org.espalier.rnndynamics.cell.Activation;

/** {@code rnn-tanh}. */
public record RnnTanh() implements VanillaKind {
    @Override
    public Activation activation() {
        return Activation.TANH;
    }

    @Override
    public String description() {
        return "h' = tanh(U h + W x + b).";
    }
}
