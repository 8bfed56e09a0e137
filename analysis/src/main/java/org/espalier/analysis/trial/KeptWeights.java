package org.espalier.analysis.trial;

import java.nio.file.Path;
import org.espalier.nets.method.Found;
import org.espalier.nets.train.Network;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.WeightFile;

/** Keeps the weights of what was found, for trials that start from it. */
public class KeptWeights implements Instruments {
    /** The weights and running statistics, in the trial's folder. */
    public static final String FILE = "weights.safetensors";

    private Network network;
    private Path folder;

    @Override
    public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
        network = scene.network();
        folder = scene.folder();
        return monitor;
    }

    @Override
    public void measure(Found found, Log log) {
        WeightFile.write(folder.resolve(FILE), network);
    }
}
