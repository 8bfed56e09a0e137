package org.espalier.analysis.trial;

/** Says that other trials read the weights that are found: {@link KeptNetwork#WEIGHTS}. */
public class KeptWeights implements Instruments {

    @Override
    public boolean startedFrom() {
        return true;
    }
}
