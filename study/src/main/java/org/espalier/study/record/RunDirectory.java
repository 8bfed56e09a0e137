package org.espalier.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Plan;
import org.espalier.study.Studies;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;

/**
 * The folder {@code runs/}: for every study its plans, and a folder a trial.
 *
 * <pre>
 * runs/edge-popup/density/plans/quick.json             what the latest run of a preset was to do
 * runs/edge-popup/density/logs/worker-1.log            what the workers printed
 * runs/edge-popup/density/0123456789abcdef/            one trial
 *     trial.json  metrics.csv  time.json  artifacts  record.json
 * </pre>
 *
 * A run directory may come from elsewhere: ids are checked before they become paths, links that lead out of it are not
 * followed, and a damaged file is an {@link InvalidInputException} that names it.
 */
public final class RunDirectory {
    private static final String PLANS = "plans";
    /** How long a file is waited for that another process makes: a training may take hours. */
    private static final Duration MAKING = Duration.ofDays(1);

    private final Path root;

    private RunDirectory(Path root) {
        this.root = root;
    }

    /** The run directory at {@code root}; nothing is made or read yet. */
    public static RunDirectory at(Path root) {
        return new RunDirectory(root);
    }

    public Path root() {
        return root;
    }

    /** The folder of a study: {@code runs/module/name}. */
    public Path studyFolder(String study) {
        return root.resolve(Studies.requireId(study));
    }

    public Path trialFolder(Trial trial) {
        return trialFolder(trial.study(), trial.id());
    }

    public Path trialFolder(String study, String trialId) {
        return studyFolder(study).resolve(RunFiles.requireTrialId(trialId));
    }

    /**
     * A file in a trial's folder.
     *
     * @throws InvalidInputException if it is not there, or is not a plain file
     */
    public Path artifact(String study, String trialId, String fileName) {
        Path file = trialFolder(study, trialId).resolve(RunFiles.requireFileName(fileName));
        if (!RunFiles.isFile(file)) {
            throw new InvalidInputException(file + " is missing");
        }
        return RunFiles.requireInside(root, file);
    }

    /**
     * A file in a trial's folder that {@code make} writes there, whole or not at all, if it is missing.
     *
     * @throws InvalidInputException if it cannot be made, or is not a plain file
     */
    public Path artifact(String study, String trialId, String fileName, Consumer<Path> make) {
        Path folder = trialFolder(study, trialId);
        Path file = folder.resolve(RunFiles.requireFileName(fileName));
        if (!RunFiles.isFile(file)) {
            try (TrialLock lock = TrialLock.take(RunFiles.requireInside(root, folder), trialId, MAKING)) {
                if (!RunFiles.isFile(file)) {
                    make.accept(file);
                }
            } catch (TrialBusyException e) {
                throw new InvalidInputException(file + " is missing and cannot be made: " + e.getMessage(), e);
            } catch (IOException e) {
                throw new InvalidInputException("cannot write " + RunFiles.reason(e, file), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InvalidInputException("stopped while another process made " + file, e);
            }
        }
        return artifact(study, trialId, fileName);
    }

    /**
     * Makes the folder for what workers of a study print.
     *
     * @throws InvalidInputException if it cannot be made
     */
    public Path logFolder(String study) {
        return RunFiles.makeFolder(root, studyFolder(study).resolve("logs"));
    }

    /** The record of a trial, however it ended, if there is one. */
    public Optional<TrialRecord> record(Trial trial) {
        return record(trial.study(), trial.id());
    }

    /** The record of the trial of that id, however it ended, if there is one. */
    public Optional<TrialRecord> record(String study, String trialId) {
        return recordFile(study, trialId).map(RecordFile::record);
    }

    /** Every record of a study, of whatever plan, in the order of their ids. */
    public List<TrialRecord> recordsOf(String study) {
        return Files.isDirectory(studyFolder(study)) ? TrialSearch.ids(studyFolder(study)).stream()
            .map(id -> record(study, id)).flatMap(Optional::stream).toList() : List.of();
    }

    /** Whether an attempt at a trial was begun here, however it ended. */
    public boolean wasStarted(Trial trial) {
        return RunFiles.isFile(trialFolder(trial).resolve(RunFiles.TRIAL));
    }

    private Optional<RecordFile> recordFile(String study, String trialId) {
        Path file = trialFolder(study, trialId).resolve(RunFiles.RECORD);
        if (!RunFiles.isFile(file)) {
            return Optional.empty();
        }
        return Optional.of(RecordFile.read(RunFiles.requireInside(root, file), study, trialId));
    }

    /** The records of a plan's trials that are done or diverged, in the plan's order, with all rows of their metrics. */
    public Records records(Plan plan) {
        List<TrialRecord> records = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        for (Trial trial : plan.trials()) {
            Optional<RecordFile> stored = recordFile(trial.study(), trial.id());
            stored.filter(f -> f.record().status() != TrialResult.Status.FAILED).ifPresent(file -> {
                records.add(file.record());
                observations.addAll(
                    MetricReader.read(trialFolder(trial).resolve(RunFiles.METRICS), trial, file.metrics()));
            });
        }
        return new Records(plan.study(), plan.preset(), records, observations);
    }

    /**
     * Stores a plan, in place of an earlier run's of the same preset and overrides.
     *
     * @throws InvalidInputException if the folder cannot be written
     */
    public Path save(Plan plan, Instant created) {
        Path file = RunFiles.makeFolder(root, studyFolder(plan.study()).resolve(PLANS)).resolve(PlanFile.name(plan));
        try {
            PlanFile.write(file,
                new StoredPlan(plan, created.truncatedTo(ChronoUnit.MILLIS), plan.commandLine()));
            return file;
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + RunFiles.reason(e, file), e);
        }
    }

    /** The stored plans of a study, the latest first. */
    public List<StoredPlan> plans(String study) {
        Path folder = studyFolder(study).resolve(PLANS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return list(RunFiles.requireInside(root, folder)).stream()
            .filter(file -> RunFiles.isFile(file) && file.getFileName().toString().endsWith(".json"))
            .map(file -> PlanFile.read(file, study))
            .sorted(Comparator.comparing(StoredPlan::created).reversed()).toList();
    }

    /** The plan a study was last run with. */
    public Optional<StoredPlan> latestPlan(String study) {
        return plans(study).stream().findFirst();
    }

    /**
     * The studies that have a plan here, sorted.
     *
     * @throws InvalidInputException if there is no such folder
     */
    public List<String> studies() {
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(root + " is not a run directory; expected a folder that 'espalier run' made");
        }
        List<String> studies = new ArrayList<>();
        for (Path module : folders(root)) {
            for (Path name : folders(module)) {
                if (Files.isDirectory(name.resolve(PLANS), LinkOption.NOFOLLOW_LINKS)) {
                    studies.add(Studies.requireId(module.getFileName() + "/" + name.getFileName()));
                }
            }
        }
        return studies;
    }

    private static List<Path> folders(Path parent) {
        return list(parent).stream().filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInputException("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
