package org.espalier.lotteryticket.round;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/**
 * The design of a study of tickets: for every network and seed of a preset a graph of trials that start from one another.
 *
 * @param shapes    what the study varies, a preset
 * @param size      how large a preset is
 * @param optimizer label of the {@link org.espalier.pruning.round.Recipe} of every round
 * @param own       parameters beside those of {@link RoundTrial}
 * @param graph     the trials of one network and seed
 */
public record TicketDesign<S>(PerPreset<S> shapes, Function<S, TicketGrid> size, String optimizer, List<Parameter> own,
                              Graph<S> graph) implements Design {

    /** The trials of one network and seed. */
    @FunctionalInterface
    public interface Graph<S> {
        List<Trial> of(TicketPlan.Of of, S shape, Overrides overrides);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        all.addAll(own);
        return all;
    }

    @Override
    public int seeds(Preset preset) {
        return size.apply(shapes.of(preset)).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        S shape = shapes.of(preset);
        return size.apply(shape).trials(of.study(), of.version(), optimizer, overrides,
            network -> graph.of(network, shape, overrides));
    }
}
