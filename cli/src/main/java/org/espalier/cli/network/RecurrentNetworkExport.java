package org.espalier.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.kept.KeptPopulation;
import org.espalier.rnndynamics.kept.PopulationDescription;
import org.espalier.rnndynamics.kept.PopulationJson;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.study.record.TrialRecord;

/**
 * What {@code export-network} writes of recurrent networks: {@code initial-SEED}, {@code final-SEED} and, where weights are
 * pruned, {@code mask-SEED.safetensors}, {@code network.json}, {@code record.json}, {@code trials-SEED.npz}
 * ({@code inputs [T, B, I]}, {@code target [T, B, O]}, {@code mask [T, B]}: the trials that the record's loss was measured
 * on), and {@code load.py}.
 */
public final class RecurrentNetworkExport {
    private RecurrentNetworkExport() {}

    /** Whether a trial's folder has such networks. */
    public static boolean isIn(Path trialFolder) {
        return Files.exists(trialFolder.resolve(KeptPopulation.DESCRIPTION));
    }

    /**
     * Writes the files.
     *
     * @param data whether the trials are written
     * @throws org.espalier.base.InvalidInputException if the description is damaged, or of a task that is not there
     */
    public static void write(TrialRecord record, Path trialFolder, ExportFolder to, boolean data) {
        Path file = trialFolder.resolve(KeptPopulation.DESCRIPTION);
        PopulationDescription population = PopulationJson.read(file);
        for (long seed : record.trial().seeds()) {
            to.copy(trialFolder.resolve(KeptPopulation.initial(seed)), KeptPopulation.initial(seed));
            to.copy(trialFolder.resolve(KeptPopulation.network(seed)), "final-" + seed + ".safetensors");
            if (Files.exists(trialFolder.resolve(KeptPopulation.mask(seed)))) {
                to.copy(trialFolder.resolve(KeptPopulation.mask(seed)), KeptPopulation.mask(seed));
            }
        }
        to.copy(file, "network.json");
        to.copy(trialFolder.resolve("record.json"), "record.json");
        for (PopulationDescription.Network network : population.networks()) {
            if (data && !network.batches().isEmpty()) {
                Npz.write(to.file("trials-" + network.seed() + ".npz"), arrays(population.trials(network)));
            }
        }
        to.resource("load_recurrent.py", "load.py");
    }

    /** The trials of all batches side by side. */
    private static Map<String, NpyArray> arrays(List<Trials> batches) {
        Trials first = batches.get(0);
        int count = batches.stream().mapToInt(Trials::count).sum();
        float[] inputs = new float[first.steps() * count * first.inputs()];
        float[] target = new float[first.steps() * count * first.outputs()];
        float[] mask = new float[first.steps() * count];
        int at = 0;
        for (Trials batch : batches) {
            for (int t = 0; t < first.steps(); t++) {
                place(batch.input(), inputs, t, at, batch.count(), count, first.inputs());
                place(batch.target(), target, t, at, batch.count(), count, first.outputs());
                place(batch.mask(), mask, t, at, batch.count(), count, 1);
            }
            at += batch.count();
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("inputs", NpyArray.of(inputs, first.steps(), count, first.inputs()));
        arrays.put("target", NpyArray.of(target, first.steps(), count, first.outputs()));
        arrays.put("mask", NpyArray.of(mask, first.steps(), count));
        return arrays;
    }

    private static void place(float[] from, float[] to, int step, int at, int rows, int all, int width) {
        System.arraycopy(from, step * rows * width, to, (step * all + at) * width, rows * width);
    }
}
