package org.espalier.edgepopup.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/**
 * A grid of trials that each let one method find one subnetwork ({@link MethodTrial}), with seeds 1, 2, ...: the set-ups of every
 * preset times the study's axes.
 *
 * @param setups   networks, data and training lengths of every preset
 * @param compared the parameters that may take several values, because the findings tell them apart
 * @param own      parameters beside those of {@link MethodTrial}
 * @param noStart  why weights that are given cannot be started from; empty if they can
 * @param points   the points of one set-up
 */
public record MethodGrid(PerPreset<Setups> setups, Set<String> compared, List<Parameter> own, String noStart, Points points)
    implements Design {

    /** The points of one set-up, overrides applied; a point that is there twice makes one trial a seed. */
    @FunctionalInterface
    public interface Points {
        Collection<Parameters> of(Setup setup, Preset preset, Overrides overrides);
    }

    /** The axes that a study adds to a set-up. */
    @FunctionalInterface
    public interface Axes {
        Grid add(Grid grid, Preset preset);
    }

    /** The cross product of set-ups and axes. */
    public static MethodGrid of(PerPreset<Setups> setups, Axes axes) {
        return points(setups, (setup, preset, overrides) -> setup.points(overrides, grid -> axes.add(grid, preset)));
    }

    /** Points that are no cross product. */
    public static MethodGrid points(PerPreset<Setups> setups, Points points) {
        return new MethodGrid(setups, Set.of(), List.of(), "", points);
    }

    /** Accepts several values of these parameters alone. */
    public MethodGrid comparing(String... names) {
        return new MethodGrid(setups, Set.of(names), own, noStart, points);
    }

    /** Accepts a parameter more. */
    public MethodGrid with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(own);
        more.add(parameter);
        return new MethodGrid(setups, compared, more, noStart, points);
    }

    /** Takes no weights that are given: the study {@code why}. */
    public MethodGrid withoutStart(String why) {
        return new MethodGrid(setups, compared, own, why, points);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(StartingPoint.with(MethodTrial.parameters()));
        all.addAll(own);
        return all;
    }

    @Override
    public int seeds(Preset preset) {
        return setups.of(preset).seeds();
    }

    /** @throws InvalidInputException if a parameter that the findings do not tell apart is given several values */
    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        overrides.values().forEach((name, values) -> {
            if (values.size() > 1 && !compared.contains(name)) {
                throw new InvalidInputException("--set " + name + ": " + of.study() + " compares "
                    + String.join(", ", new TreeSet<>(compared)) + "; expected one value of " + name + ", found " + values.size());
            }
        });
        if (!noStart.isEmpty()) {
            StartingPoint.refuse(overrides, of.study(), noStart);
        }
        Set<Parameters> all = new LinkedHashSet<>();
        setups.of(preset).chosen(overrides).forEach(setup -> all.addAll(points.of(setup, preset, overrides)));
        List<Trial> trials = new ArrayList<>();
        for (Parameters point : all) {
            LongStream.rangeClosed(1, overrides.seeds().orElse(seeds(preset)))
                .mapToObj(seed -> MethodTrial.of(of.study(), of.version(), point, seed)).forEach(trials::add);
        }
        return trials;
    }
}
