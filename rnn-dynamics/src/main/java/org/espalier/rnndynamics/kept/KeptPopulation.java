package org.espalier.rnndynamics.kept;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkOutcome;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.population.OutputLoss;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.task.Task;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/**
 * What every trial that trains recurrent networks leaves of them in its folder, whether they diverged or not: the one place
 * where this is decided.
 *
 * <pre>
 *   initial-SEED.safetensors  the weights before the first step, PyTorch's names, float32
 *   network-SEED.safetensors  the weights after the last
 *   mask-SEED.safetensors     which recurrent weights are kept (rnn.weight_hh_l0, U8), where some are not
 *   networks.json             cell, sizes, task, loss, and the trials they were measured on ({@link PopulationJson})
 * </pre>
 *
 * Size: 4 bytes a weight and file. Whoever asks for no networks gets {@code network-SEED.safetensors} alone, from which
 * other trials start.
 */
public final class KeptPopulation {
    /** The description's file. */
    public static final String DESCRIPTION = "networks.json";
    private static final String RECURRENT = "rnn.weight_hh_l0";

    private final Trial trial;
    private final TrialContext context;
    private final NetworkShape shape;
    private final List<NetworkWeights> initial;

    /** Remembers where a population begins; to be made before it is trained. */
    public KeptPopulation(Trial trial, TrialContext context, NetworkShape shape, PopulationTraining training) {
        this.trial = trial;
        this.context = context;
        this.shape = shape;
        initial = training.outcomes().stream().map(NetworkOutcome::weights).toList();
    }

    /** The file of a network after its last step. */
    public static String network(long seed) {
        return "network-" + seed + ".safetensors";
    }

    /** The file of a network before its first step. */
    public static String initial(long seed) {
        return "initial-" + seed + ".safetensors";
    }

    /** The file of a network's recurrent mask. */
    public static String mask(long seed) {
        return "mask-" + seed + ".safetensors";
    }

    /** The trials of the validation of a training. */
    public static Function<Member, List<PopulationDescription.Batch>> validation(PopulationOptions options) {
        return member -> IntStream.range(0, options.validationBatches())
            .mapToObj(i -> new PopulationDescription.Batch(member.seed(), "task/validation/" + i, options.batch())).toList();
    }

    /**
     * Writes the files.
     *
     * @param task     what the networks were measured on, by its name and settings
     * @param metric   the name of their loss on {@code batches} in the record
     * @param noisy    whether a member's noise was in its sums while that was measured
     * @param batches  the trials a network was measured on; none where the task's name and settings do not say all of them
     * @param outcomes one a seed of the trial
     */
    public void write(Task task, OutputLoss loss, String metric, boolean noisy,
                      Function<Member, List<PopulationDescription.Batch>> batches, List<NetworkOutcome> outcomes) {
        List<PopulationDescription.Network> networks = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            long seed = trial.seeds().get(i);
            NetworkOutcome outcome = outcomes.get(i);
            write(network(seed), outcome.weights().tensors());
            if (context.keepsEverything()) {
                write(initial(seed), initial.get(i).tensors());
                mask(seed, outcome);
            }
            networks.add(new PopulationDescription.Network(seed, metric, noisy ? outcome.member().noise() : 0,
                batches.apply(outcome.member())));
        }
        if (context.keepsEverything()) {
            describe(new PopulationDescription(shape, task.name(), task.settings(), loss, trial.study(), trial.id(), networks));
        }
    }

    private void write(String name, Map<String, SafeTensor> tensors) {
        Safetensors.write(context.folder().resolve(name), tensors, Map.of("cell", shape.cell().label()));
    }

    /** Under a mask, or where scores select: what is 0 from the start to the end, or not selected at the end. */
    private void mask(long seed, NetworkOutcome outcome) {
        boolean[] kept = outcome.member().trained().connectivity().mask();
        if (outcome.member().trained().popup().isPresent()) {
            float[] effective = outcome.weights().recurrentFloats();
            kept = new boolean[effective.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = effective[i] != 0;
            }
        }
        if (kept.length > 0) {
            write(mask(seed), Map.of(RECURRENT, SafeTensor.of(kept, kept.length / shape.units(), shape.units())));
        }
    }

    private void describe(PopulationDescription description) {
        Path file = context.folder().resolve(DESCRIPTION);
        Path draft = context.folder().resolve(DESCRIPTION + ".part");
        try {
            Files.write(draft, PopulationJson.write(description).getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
