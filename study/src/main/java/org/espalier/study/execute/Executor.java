package org.espalier.study.execute;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.study.Plan;
import org.espalier.study.record.RunDirectory;

/**
 * Runs the trials of a plan that have no record yet. Found by {@link ServiceLoader}: one class and one line in
 * {@code META-INF/services/org.espalier.study.execute.Executor}.
 *
 * <p>Every executor keeps these rules: a trial starts only after all it starts from are done ({@link Schedule} keeps
 * the order); records that are done or diverged are kept; a failure of one trial does not stop the others; trials of
 * other shards are left alone.
 */
public interface Executor {

    /** The word for {@code --executor}. */
    String name();

    /** One sentence for {@code --help}: where trials run. */
    String description();

    /**
     * Runs what is left of a plan and returns when nothing more can be run.
     *
     * @throws InvalidInputException if the run directory cannot be written
     * @throws InterruptedException  if the run was stopped; what was not finished has no record and is resumed by the
     *                               next run
     */
    RunResult execute(Plan plan, RunDirectory runs, ExecutionOptions options, ExecutionListener listener)
        throws InterruptedException;

    /** Every executor on the class path, sorted by name. */
    static List<Executor> all() {
        return ServiceLoader.load(Executor.class).stream().map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Executor::name)).toList();
    }

    /**
     * The executor {@code name}.
     *
     * @throws InvalidInputException if there is none, with the nearest there are
     */
    static Executor find(String name) {
        List<Executor> all = all();
        return all.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow(() -> new InvalidInputException(Nearest.unknown(
            "executor", name, all.stream().map(Executor::name).toList())));
    }
}
