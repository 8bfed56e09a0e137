package org.espalier.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Streams;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.execute.Progress;
import org.espalier.study.execute.ProgressPrinter;
import org.espalier.study.execute.RunResult;
import org.espalier.study.record.RunDirectory;

/** One study's plan, and how it is run with a progress bar. */
record StudyRun(Study study, Plan plan) {

    /**
     * The plans of several studies with the same settings. A setting goes to the studies that have its parameter.
     *
     * @throws InvalidInputException if no study has it, or a study has nothing to run
     */
    static List<StudyRun> of(List<Study> studies, Preset preset, List<String> settings, java.util.OptionalInt seeds) {
        List<String> known = studies.stream().flatMap(s -> s.parameters().stream()).map(Parameter::name).distinct()
            .toList();
        for (String setting : settings) {
            if (setting.indexOf('=') > 0 && !known.contains(name(setting))) {
                throw new InvalidInputException("--set: " + Nearest.unknown("parameter", name(setting), known));
            }
        }
        return studies.stream().map(study -> {
            List<String> names = study.parameters().stream().map(Parameter::name).toList();
            List<String> own = studies.size() == 1 ? settings
                : settings.stream().filter(s -> s.indexOf('=') < 1 || names.contains(name(s))).toList();
            return new StudyRun(study, Plan.of(study, preset, Overrides.parse(study.parameters(), own, seeds)));
        }).toList();
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf('=')).strip();
    }

    /** Runs what is left of the plan. */
    RunResult execute(Executor executor, RunDirectory runs, ExecutionOptions options, Streams streams)
        throws InterruptedException {
        runs.save(plan, java.time.Instant.now());
        streams.err().println(study.id() + ", preset " + plan.preset().label() + ": " + plan.trials().size() + " trials, about "
            + Cost.rounded(Cost.minutes(study, plan, options.jobs())) + " minutes with " + options.jobs()
            + (options.jobs() == 1 ? " job" : " jobs") + " if none is done yet");
        Reuse reuse = Reuse.of(study, options.shard().of(plan), runs);
        if (reuse.records() > 0) {
            streams.err().println(reuse.sentence(options.refreshStale()));
        }
        Progress progress = new Progress(options.shard().of(plan), study::estimateSeconds, options.jobs(), System::nanoTime);
        ProgressPrinter printer = new ProgressPrinter(streams.err(), streams.terminal(), progress, System::nanoTime);
        Thread stopped = new Thread(() -> streams.err().println(System.lineSeparator()
            + "Stopped; the same command goes on where it was."));
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            return executor.execute(plan, runs, options, printer);
        } finally {
            printer.close();
            forget(stopped);
        }
    }

    private static void forget(Thread stopped) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopped);
        } catch (IllegalStateException e) {
            // This process is being stopped: then the sentence is true.
        }
    }

    /** What a run did, in one line. */
    static String sentence(String study, RunResult result) {
        return study + ": " + List.of(count(result.done(), "done"),
            count(result.kept(), "already there" + ofOtherBuilds(result)),
            count(result.diverged(), "diverged"), count(result.failed(), "failed")).stream().filter(s -> !s.isEmpty())
            .collect(Collectors.joining(", ", "", "."));
    }

    /** Records of another build are results all the same, but of other code than what is here. */
    private static String ofOtherBuilds(RunResult result) {
        int n = result.ofOtherBuilds();
        return n == 0 ? "" : " (" + n + " of " + (result.kept() == 1 ? "it" : "them") + " made by another build; --refresh stale"
            + " makes " + (n == 1 ? "it" : "them") + " again)";
    }

    private static String count(int n, String what) {
        return n == 0 ? "" : n + " " + what;
    }
}
