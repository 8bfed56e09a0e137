package org.espalier.edgepopup.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/** A study whose trials each let one method find one subnetwork ({@link MethodTrial}), with seeds 1, 2, ... */
public abstract class MethodStudy implements Study {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Parameter> parameters() {
        return StartingPoint.with(MethodTrial.parameters());
    }

    @Override
    public int seeds(Preset preset) {
        return setups(preset).seeds();
    }

    /** The networks, data and training lengths of a preset. */
    protected abstract Setups setups(Preset preset);

    /** The parameters that may take several values, because the findings tell them apart. */
    protected abstract Set<String> compared();

    /** The points of the grid; a point that is there twice makes one trial a seed. */
    protected abstract Collection<Parameters> points(Preset preset, Overrides overrides);

    /** @throws InvalidInputException if a parameter that the findings do not tell apart is given several values */
    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        overrides.values().forEach((name, values) -> {
            if (values.size() > 1 && !compared().contains(name)) {
                throw new InvalidInputException("--set " + name + ": " + id() + " compares " + String.join(", ",
                    new TreeSet<>(compared())) + "; expected one value of " + name + ", found " + values.size());
            }
        });
        List<Trial> trials = new ArrayList<>();
        for (Parameters point : new LinkedHashSet<>(points(preset, overrides))) {
            LongStream.rangeClosed(1, overrides.seeds().orElse(seeds(preset)))
                .mapToObj(seed -> MethodTrial.of(id(), version(), point, seed)).forEach(trials::add);
        }
        return trials;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return MethodTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return MethodTrial.run(trial, context);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
