package org.espalier.study;

import java.util.List;
import java.util.SortedMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/**
 * A question, its grid of trials, and what is computed from their records.
 *
 * <p>A study is found by {@link java.util.ServiceLoader}: one class and one line in
 * {@code META-INF/services/org.espalier.study.Study}. It keeps no state; every method may be called in any order, in
 * any process.
 */
public interface Study {

    /** The study's name, {@code module/name} in lower case with hyphens: {@code edge-popup/density}. */
    String id();

    /** Raised whenever the same parameters would give other numbers; part of every trial's id. */
    int version();

    /** The question, one sentence with a question mark. */
    String question();

    /** How the question is asked and which deviations from the papers were made: a few sentences of plain text. */
    String method();

    /** The papers it reproduces. */
    List<Paper> papers();

    /** Everything {@code --set} accepts. */
    List<Parameter> parameters();

    /** The number of seeds a preset uses unless {@code --seeds} says otherwise. */
    int seeds(Preset preset);

    /**
     * The grid: every trial of a preset, those a trial starts from before it.
     *
     * @param preset    the size of the grid
     * @param overrides values that replace a parameter's values in the grid, already checked against
     *                  {@link #parameters()}
     * @throws InvalidInputException if the overrides leave something that cannot be run
     */
    List<Trial> trials(Preset preset, Overrides overrides);

    /** The expected time of a trial on one core of a 2.5 GHz server, in seconds: for plans and time left only. */
    double estimateSeconds(Trial trial);

    /**
     * Runs one trial: a pure function of its content. Divergence is a {@link TrialResult} with its status; an exception
     * is a failure of the trial, recorded with its message.
     */
    TrialResult run(Trial trial, TrialContext context) throws Exception;

    /**
     * Whether a trial can do without those it starts from that diverged: a comparison of many networks may, what goes on
     * training one cannot. A trial that can asks {@link TrialContext#diverged} which they are; one that cannot is recorded as
     * failed, with the reason.
     */
    default boolean doesWithoutDiverged(Trial trial) {
        return false;
    }

    /** The claims of the papers that {@link #findings} judges, in the order of the papers. */
    List<Claim> claims();

    /** Tables, figures and judged claims from the records alone: pure, so that it can be run again on any machine. */
    Findings findings(Records records);

    /** Versions of the libraries whose code computes a trial, by name: for provenance. */
    SortedMap<String, String> libraries();
}
