package org.espalier.rnndynamics.contextintegration;

import java.util.List;
import org.espalier.rnndynamics.universality.BiologicalConstraints;
import org.espalier.rnndynamics.universality.PopulationStudy;
import org.espalier.rnndynamics.universality.UniversalityClaims;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** {@code rnn-dynamics/context-integration}: do all cells hold a sum on the same kind of line? */
public final class ContextStudy extends PopulationStudy {
    private static final double ANALYSIS_SECONDS = 6;

    /** The study with the task it is about. */
    public ContextStudy() {
        super(new ContextTask(), ANALYSIS_SECONDS);
    }

    @Override
    public String id() {
        return "rnn-dynamics/context-integration";
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public String question() {
        return "Do networks of different cells that integrate one of two streams hold the sum on the same line of slow points, "
            + "and with how many linear modes?";
    }

    @Override
    public String method() {
        return "Populations of vanilla tanh, vanilla ReLU, UGRNN, GRU and LSTM networks learn to sum the one of two noisy streams "
            + "that a constant context input names, over 25 steps; each network has initial weights and trials of its own. In "
            + "each context, with both streams at zero, the slowest state is found for each of 21 outputs from -1 to 1; one that "
            + "drifts off its place within a trial does not count. The graph of nearest neighbours of these states is compared "
            + "with a perfect chain and between networks (Jaccard's distance of edges), states by 1 - SVCCA on the same trials. "
            + "The dynamics linearised at each point give the output a trial after a unit pulse, with all modes and with the "
            + "slowest alone. Deviations from the paper: its optimiser, sizes, number of networks, principal directions, search "
            + "for slow points and step at which the output is read are not known to us.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(UniversalityClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        return BiologicalConstraints.with(Parameter.integer(ContextTask.LENGTH, "Steps of a trial.", 2, 10_000));
    }

    @Override
    public int seeds(Preset preset) {
        return ContextGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return ContextGrid.trials(id(), version(), preset, overrides, task());
    }

    @Override
    public List<Claim> claims() {
        return ContextClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return ContextFindings.of(records);
    }
}
