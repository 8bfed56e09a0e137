package org.espalier.rnndynamics.rank;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.DownloadProgress;
import org.espalier.nets.data.Standardisation;
import org.espalier.rnndynamics.task.SequentialImages;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Tasks;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/**
 * A task of the study with the timing of Liu et al. 2024, eight steps of 100 ms (perceptual and context decisions, delayed
 * match), or one of our choice of as many steps (the other tasks, which the paper does not have); images come row by row. Images that measures
 * are taken on are split off the training set, the same for all seeds, and are never trained on; the other tasks make new
 * trials without end.
 *
 * @param trained  what the networks learn
 * @param measured what they are measured on
 */
record RankTask(Task trained, Task measured) {
    static final String IMAGES = "sequential-images";
    /** As in the paper; of a small data set a fifth. */
    private static final int HELD_OUT = 5000;
    private static final Map<String, Map<String, Double>> TIMING = Map.of(
        "perceptual-decision", Map.of("fixation", 0.0, "stimulus", 700.0, "delay", 0.0, "decision", 100.0),
        "delayed-match", Map.of("fixation", 0.0, "sample", 100.0, "delay", 500.0, "test", 100.0, "decision", 100.0),
        "context-decision", Map.of("fixation", 0.0, "stimulus", 200.0, "delay-min", 500.0, "delay-max", 500.0,
            "decision", 100.0),
        "go-no-go", Map.of("fixation", 0.0, "stimulus", 200.0, "delay", 500.0, "decision", 100.0),
        "delayed-comparison", Map.of("fixation", 0.0, "stimulus-1", 100.0, "delay", 500.0, "stimulus-2", 100.0, "decision",
            100.0),
        "delayed-association", Map.of("fixation", 0.0, "stimulus-1", 100.0, "delay-1", 400.0, "stimulus-2", 100.0, "delay-2",
            100.0, "decision", 100.0),
        "multisensory-integration", Map.of("fixation", 0.0, "stimulus", 700.0, "decision", 100.0),
        "anti-reach", Map.of("ring", 8.0, "fixation", 0.0, "stimulus", 200.0, "delay", 500.0, "decision", 100.0),
        "delayed-category", Map.of("fixation", 0.0, "sample", 100.0, "delay", 600.0, "test", 100.0),
        "dual-delayed-match", Map.of("fixation", 0.0, "sample", 200.0, "delay-1", 100.0, "cue-1", 100.0, "test-1", 100.0,
            "delay-2", 100.0, "cue-2", 100.0, "test-2", 100.0));
    static final List<String> NAMES = Stream.concat(TIMING.keySet().stream().sorted(), Stream.of(IMAGES)).toList();

    /** The checksums of the data sets that a trial with these parameters reads. */
    static SortedMap<String, String> data(Parameters p) {
        SortedMap<String, String> data = new TreeMap<>();
        if (p.text("task").equals(IMAGES)) {
            DataSet set = DataSets.named(p.text("dataset"));
            data.put(set.name(), set.checksum());
        }
        return data;
    }

    /**
     * The task of a trial.
     *
     * @throws InvalidInputException if the trial was planned for other data than this version reads
     * @throws org.espalier.base.InvalidInputException if the data set is missing
     */
    static RankTask of(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        String name = p.text("task");
        if (!name.equals(IMAGES)) {
            Task task = Tasks.named(name).with(TIMING.get(name));
            return new RankTask(task, task);
        }
        if (!data(p).equals(trial.data())) {
            throw new InvalidInputException("trial " + trial.id() + " was planned for the data " + trial.data()
                + ", but this version reads " + data(p));
        }
        DataSet.TrainAndTest published = DataSets.named(p.text("dataset"))
            .load(DataLocator.standard(context.dataDirectory(), System.getenv(), DownloadProgress.SILENT));
        DataSplit raw = DataSplit.of(published, Math.min(HELD_OUT, published.train().count() / 5),
            RandomStreams.of(0).stream("split"));
        Standardisation standardisation = Standardisation.fit(raw.train());
        return new RankTask(SequentialImages.of(standardisation.apply(raw.train())),
            SequentialImages.of(standardisation.apply(raw.validation())));
    }

    /** Steps of a trial of a task, without reading its images. */
    static int steps(Parameters p) {
        String name = p.text("task");
        return name.equals(IMAGES) ? DataSets.named(p.text("dataset")).shape().height()
            : Tasks.named(name).with(TIMING.get(name)).steps();
    }
}
