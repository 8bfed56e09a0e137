package org.espalier.study.spec;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * What a study plans: the trials of every preset. A cross product of axes is data; a graph of trials, in which some start from
 * others, is a function.
 */
public interface Design {

    /**
     * What its trials are of.
     *
     * @param study   the study's id
     * @param version its version
     */
    record Of(String study, int version) {}

    /** Everything {@code --set} accepts. */
    List<Parameter> parameters();

    /** The number of seeds of a preset unless {@code --seeds} says otherwise. */
    int seeds(Preset preset);

    /**
     * Every trial, those a trial starts from before it.
     *
     * @throws InvalidInputException if the overrides leave something that cannot be run
     */
    List<Trial> trials(Of of, Preset preset, Overrides overrides);
}
