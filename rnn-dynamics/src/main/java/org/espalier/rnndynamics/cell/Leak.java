package org.espalier.rnndynamics.cell;

import org.espalier.base.InvalidInputException;

/**
 * How a vanilla network's state follows its input: at once ({@link #NONE}), or as a leaky rate network.
 *
 * @param form  what the state is
 * @param alpha {@code dt / tau}, above 0 and at most 1
 */
public record Leak(LeakyRateCell.Form form, double alpha) {

    /** {@code h' = f(U h + W x + b)}: a leaky rate network with alpha = 1 is the vanilla one. */
    public static final Leak NONE = new Leak(LeakyRateCell.Form.RATE, 1);

    /** @throws InvalidInputException if alpha is out of range */
    public Leak {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new InvalidInputException("the leak dt/tau is " + alpha + ", expected above 0 and at most 1");
        }
    }

    /** The leaky network. @param weights of one gate, as the network computes with them */
    public Cell cell(Activation activation, GateWeights weights) {
        return new LeakyRateCell(form, activation, alpha, weights, Connectivity.FREE);
    }

    /** The rates r that other units and the readout see in a state, {@code [N]}; a new array. */
    public double[] rates(Activation activation, double[] state) {
        double[] rates = state.clone();
        for (int i = 0; form == LeakyRateCell.Form.CURRENT && i < rates.length; i++) {
            rates[i] = activation.of(rates[i]);
        }
        return rates;
    }
}
