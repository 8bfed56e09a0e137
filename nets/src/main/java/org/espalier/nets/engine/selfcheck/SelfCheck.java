package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDManager;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.CheckReport;

/**
 * The whole check, in this process and with the remedy it uses: convolutions forward and backward at 1 to 40 channels in and out,
 * linear layers, pooling, batch normalisation, products alone and beside others.
 *
 * <p>Every operation runs through our own layers on memory that was used before and is compared with double precision; each
 * convolution is done twice and must give the same bits. Cost: some 6,000 comparisons, about 15 processor seconds.
 */
public final class SelfCheck {

    private SelfCheck() {}

    /** Runs the check. */
    public static CheckReport run() {
        return run(CheckedLayers.OURS);
    }

    static CheckReport run(CheckedLayers layers) {
        long start = System.nanoTime();
        Findings findings = new Findings();
        SortedMap<String, Double> steps = new TreeMap<>();
        try (NDManager manager = Engine.newManager()) {
            ConvolutionCheck.run(manager, layers, ConvolutionCases.all(), findings);
            new LayerCheck(layers, findings).run(manager);
            new ProductCheck(layers, findings).run(manager);
            StepSpeed.measure(manager, layers, steps);
        }
        return findings.report((System.nanoTime() - start) / 1e9, steps);
    }
}
