package org.espalier.rnndynamics.sine;

import java.util.List;
import org.espalier.analysis.Papers;
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

/** {@code rnn-dynamics/sine}: do all cells make an oscillation of a named frequency in the same way? */
public final class SineStudy extends PopulationStudy {
    private static final double ANALYSIS_SECONDS = 3;

    /** The study with the task it is about. */
    public SineStudy() {
        super(new SineTask(), ANALYSIS_SECONDS);
    }

    @Override
    public String id() {
        return "rnn-dynamics/sine";
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public String question() {
        return "Do networks of different cells that produce a sine of a named frequency turn round the same chain of fixed "
            + "points, though their states differ?";
    }

    @Override
    public String method() {
        return "Populations of vanilla tanh, vanilla ReLU, UGRNN, GRU and LSTM networks learn to produce the sine that a constant "
            + "input names, 51 frequencies from 0.1 to 0.6 radians a step over 100 steps; each network has initial weights and "
            + "trials of its own. Under each of the 51 inputs the fixed points are sought at and around the mean state of the last "
            + "period of that input's trial and certified in float64; the one nearest to that mean is the input's point. The graph of the "
            + "points' nearest neighbours is compared with a perfect chain and between networks (Jaccard's distance of edges), "
            + "states by 1 - SVCCA on one trial a frequency. The frequency of the leading complex pair of eigenvalues is "
            + "compared with the target's. Deviations from the paper: its optimiser, sizes, number of networks, principal "
            + "directions and rule for neighbours are not known to us, and the range of frequencies only from memory.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(UniversalityClaims.PAPER, Papers.SUSSILLO);
    }

    @Override
    public List<Parameter> parameters() {
        return BiologicalConstraints.with(
            Parameter.integer(SineTask.FREQUENCIES, "Frequencies J, each with an input of its own.", 3, 1000),
            Parameter.number(SineTask.LOWEST, "Lowest frequency, radians a step.", 1e-3, Math.PI),
            Parameter.number(SineTask.HIGHEST, "Highest frequency, radians a step.", 1e-3, Math.PI),
            Parameter.integer(SineTask.LENGTH, "Steps of a trial.", 2, 10_000));
    }

    @Override
    public int seeds(Preset preset) {
        return SineGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return SineGrid.trials(id(), version(), preset, overrides, task());
    }

    @Override
    public List<Claim> claims() {
        return SineClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return SineFindings.of(records);
    }
}
