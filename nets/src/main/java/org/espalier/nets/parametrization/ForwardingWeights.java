package org.espalier.nets.parametrization;

import java.util.List;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;

/** Passes everything on to another parametrization, for those who watch it or add to what its checkpoints hold. */
public class ForwardingWeights implements Parametrization {
    private final Parametrization weights;

    /** @param weights what everything is passed on to */
    protected ForwardingWeights(Parametrization weights) {
        this.weights = weights;
    }

    @Override
    public List<String> trained() {
        return weights.trained();
    }

    @Override
    public float[] variable(String parameter) {
        return weights.variable(parameter);
    }

    @Override
    public void prepare(long step) {
        weights.prepare(step);
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        weights.writeEffective(parameter, effective);
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        weights.pullBack(parameter, gradient);
    }

    @Override
    public void updated(String parameter) {
        weights.updated(parameter);
    }

    @Override
    public OwnState own() {
        return weights.own();
    }

    @Override
    public void restore(OwnState own) {
        weights.restore(own);
    }
}
