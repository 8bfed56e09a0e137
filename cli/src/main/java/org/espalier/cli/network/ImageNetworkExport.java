package org.espalier.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.analysis.trial.KeptNetwork;
import org.espalier.analysis.trial.TrialProblem;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.study.Trial;
import org.espalier.study.record.TrialRecord;

/**
 * What {@code export-network} writes of a network for images: {@code initial}, {@code final} and {@code mask.safetensors},
 * {@code ticket} and {@code scores.safetensors} where there are any, {@code network.json}, {@code record.json},
 * {@code test.npz} ({@code images [n, channels, height, width]} float32 as the trial saw them before they were standardised,
 * {@code labels [n]}), and {@code load.py}, which rebuilds the network in PyTorch.
 */
public final class ImageNetworkExport {
    private ImageNetworkExport() {}

    /** Whether a trial's folder has such a network. */
    public static boolean isIn(Path trialFolder) {
        return Files.exists(trialFolder.resolve(KeptNetwork.INITIAL)) && Files.exists(trialFolder.resolve(KeptNetwork.WEIGHTS));
    }

    /**
     * Writes the files.
     *
     * @param trialFolder   where the trial left its network
     * @param images        whether the test images are written
     * @param dataDirectory where data sets are looked for first
     * @throws InvalidInputException if the network has a layer that cannot be described
     * @throws org.espalier.base.InvalidInputException if the data set is missing
     */
    public static void write(TrialRecord record, Path trialFolder, ExportFolder to, boolean images,
                             Optional<Path> dataDirectory) {
        Path description = trialFolder.resolve(KeptNetwork.DESCRIPTION);
        if (!Files.exists(description)) {
            String why = Safetensors.read(trialFolder.resolve(KeptNetwork.INITIAL)).metadata()
                .get(KeptNetwork.UNDESCRIBED);
            throw new InvalidInputException("trial " + record.trial().id() + " keeps its weights in " + trialFolder
                + ", but its network cannot be described: " + (why == null ? description + " is missing" : why));
        }
        LabelledImages test = images ? test(record.trial(), dataDirectory) : null;
        to.copy(trialFolder.resolve(KeptNetwork.INITIAL), "initial.safetensors");
        to.copy(trialFolder.resolve(KeptNetwork.WEIGHTS), "final.safetensors");
        to.copy(trialFolder.resolve(KeptNetwork.MASK), "mask.safetensors");
        for (String name : new String[] {KeptNetwork.TICKET, KeptNetwork.SCORES}) {
            if (Files.exists(trialFolder.resolve(name))) {
                to.copy(trialFolder.resolve(name), name);
            }
        }
        to.copy(description, "network.json");
        to.copy(trialFolder.resolve("record.json"), "record.json");
        if (test != null) {
            Npz.write(to.file("test.npz"), Map.of("images", NpyArray.of(test.pixels(), test.count(), test.shape().channels(),
                test.shape().height(), test.shape().width()), "labels", NpyArray.of(labels(test), test.count())));
        }
        to.resource("load.py", "load.py");
    }

    private static LabelledImages test(Trial trial, Optional<Path> dataDirectory) {
        return TrialProblem.shown(trial, dataDirectory, RandomStreams.of(trial.seed())::stream).test();
    }

    private static long[] labels(LabelledImages images) {
        long[] labels = new long[images.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.labels()[i];
        }
        return labels;
    }
}
