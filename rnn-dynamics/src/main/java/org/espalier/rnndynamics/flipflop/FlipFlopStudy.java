package org.espalier.rnndynamics.flipflop;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.nets.engine.Engine;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.PopulationStudies;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** {@code rnn-dynamics/flip-flop}: the same fixed points, though not the same representation? */
public final class FlipFlopStudy implements Study {
    private static final ComparedTask TASK = new FlipFlopDynamics();

    @Override
    public String id() {
        return "rnn-dynamics/flip-flop";
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public String question() {
        return "Do recurrent networks of different cells that hold three bits have the same fixed points, though they represent "
            + "the bits differently?";
    }

    @Override
    public String method() {
        return "Populations of vanilla tanh, vanilla ReLU, UGRNN, GRU and LSTM networks learn to hold the sign of the last pulse "
            + "on each of three inputs; each network has initial weights and trials of its own. In every network the fixed points "
            + "at rest are sought from visited states, with noise and between them, and certified in float64. Pulses are followed "
            + "from every stable point, orbits from every saddle. All networks that learnt are then compared with all others: by "
            + "geometry, 1 - SVCCA of their activities on the same trials, by topology, the spectral distance of the graphs of "
            + "their fixed points, and, beside the paper, by dynamics (DSA). A network's cell is told from its nearest neighbour. Deviations from the paper: its optimiser, "
            + "sizes, number of networks, number of principal directions and distance of graphs are not known to us; ours are "
            + "stated, and other numbers of directions reported.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(FlipFlopClaims.MAHESWARANATHAN, Papers.SUSSILLO);
    }

    @Override
    public List<Parameter> parameters() {
        return FlipFlopGrid.parameters();
    }

    @Override
    public int seeds(Preset preset) {
        return FlipFlopGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return FlipFlopGrid.trials(id(), version(), preset, overrides, TASK);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return PopulationStudies.estimateSeconds(trial, TASK);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return PopulationStudies.run(trial, context, TASK);
    }

    @Override
    public List<Claim> claims() {
        return FlipFlopClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return FlipFlopFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return Engine.versions();
    }
}
