package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.espalier.nets.architecture.Layers;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.EngineSetup;

/** A process that checks, quickly, an engine as it is on an affected processor: wrong where channels are not padded. */
public final class AffectedCheck {

    private AffectedCheck() {}

    /** @param arguments the file for the report */
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        Findings findings = new Findings();
        try (NDManager manager = Engine.newManager()) {
            ConvolutionCheck.run(manager, new Affected(), List.of(new ConvolutionCase(8, 8, 3, 1, 2, 6, 6),
                new ConvolutionCase(16, 16, 3, 1, 2, 6, 6)), findings);
        }
        new ObjectMapper().writeValue(Path.of(arguments[0]).toFile(), findings.report((System.nanoTime() - start) / 1e9,
            new TreeMap<>()));
        System.exit(0);
    }

    private static final class Affected implements CheckedLayers {
        @Override
        public Block convolution(int filters, int kernel, int stride) {
            boolean right = filters % 16 == 0 || EngineSetup.inUse().padsChannels();
            return right ? Layers.convolution(filters, kernel, stride, true) : new Wrong(filters, kernel, stride);
        }
    }

    private static final class Wrong extends Conv2d {
        Wrong(int filters, int kernel, int stride) {
            super(Conv2d.builder().setFilters(filters).setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride)).optPadding(new Shape(kernel / 2, kernel / 2)));
        }

        @Override
        protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
                                         PairList<String, Object> settings) {
            NDArray x = inputs.singletonOrThrow();
            return super.forwardInternal(store, new NDList(x.mul(0.3f).add(x.stopGradient().mul(0.7f))), training, settings);
        }
    }
}
