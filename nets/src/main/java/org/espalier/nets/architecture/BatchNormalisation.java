package org.espalier.nets.architecture;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * DJL's batch normalisation of each channel, that remembers its constants: DJL's own block keeps them to itself. Without scale
 * and shift those are constants, 1 and 0.
 */
final class BatchNormalisation extends AbstractBlock implements Described {
    private static final int CHANNELS = 1;
    private final boolean affine;
    private final double epsilon;
    private final double momentum;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVar;

    /** @param momentum as PyTorch has it: the weight of the batch in the running statistics */
    BatchNormalisation(boolean affine, double epsilon, double momentum) {
        this.affine = affine;
        this.epsilon = epsilon;
        this.momentum = momentum;
        gamma = add("gamma", Parameter.Type.GAMMA, affine);
        beta = add("beta", Parameter.Type.BETA, affine);
        runningMean = add("runningMean", Parameter.Type.RUNNING_MEAN, false);
        runningVar = add("runningVar", Parameter.Type.RUNNING_VAR, false);
    }

    private Parameter add(String name, Parameter.Type type, boolean learnt) {
        return addParameter(Parameter.builder().setName(name).setType(type).optRequiresGrad(learnt).build());
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameters, NDList inputs, boolean training,
                                     PairList<String, Object> unused) {
        NDArray input = inputs.singletonOrThrow();
        Device device = input.getDevice();
        return BatchNorm.batchNorm(input, parameters.getValue(runningMean, device, training),
            parameters.getValue(runningVar, device, training), parameters.getValue(gamma, device, training),
            parameters.getValue(beta, device, training), CHANNELS, 1 - (float) momentum, (float) epsilon, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void prepare(Shape[] inputs) {
        Shape channels = new Shape(inputs[0].get(CHANNELS));
        gamma.setShape(channels);
        beta.setShape(channels);
        runningMean.setShape(channels);
        runningVar.setShape(channels);
    }

    @Override
    public LayerSpec spec(String name) {
        return new LayerSpec.BatchNorm(name, affine, epsilon, momentum);
    }
}
