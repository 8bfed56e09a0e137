package org.espalier.rnndynamics.pruned;

import java.util.List;
import java.util.SortedMap;
import org.espalier.nets.engine.Engine;
import org.espalier.rnndynamics.flipflop.FlipFlopDynamics;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** {@code rnn-dynamics/pruned}: what does pruning do to the dynamics of a network that remembers? */
public final class PrunedStudy implements Study {
    /** A search before training on comes beside the one after it. */
    private static final int SEARCHES = 2;

    @Override
    public String id() {
        return "rnn-dynamics/pruned";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public String question() {
        return "What do magnitude pruning, lottery tickets and edge-popup on the recurrent weights do to the fixed points of a "
            + "network that holds three bits?";
    }

    @Override
    public String method() {
        return "A vanilla tanh network of 64 units learns to hold three bits. Its recurrent weights alone are pruned: the largest "
            + "are kept at once or in rounds and trained on; or put back to where they began and trained anew (lottery tickets); "
            + "or chosen among initial weights by trained scores, which edge-popup trains beside input weights, biases and "
            + "readout. Random masks of the same size are the controls of each. The dense network is trained once a seed for all "
            + "that start from it; every round has as many steps. In each network the fixed points at rest are sought and "
            + "certified, pulses are followed from every stable point, and the spectra of the Jacobians are kept; of networks "
            + "pruned after training also before they are trained on. Deviations from the papers, which prune feedforward "
            + "networks that classify: recurrent weights only; one ranking for the matrix of all gates; the optimiser (Adam, as "
            + "in rnn-dynamics/flip-flop) begins each round without memory, and at the same trials; a ticket put back to a later "
            + "step gets its weights alone.";
    }

    @Override
    public List<Paper> papers() {
        return PrunedClaims.all().stream().map(Claim::paper).distinct().toList();
    }

    @Override
    public List<Parameter> parameters() {
        return PrunedGrid.parameters();
    }

    @Override
    public int seeds(Preset preset) {
        return PrunedGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return PrunedGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        boolean twice = Treatment.of(p.text(PrunedGrid.METHOD)).family() == Treatment.Family.TRAINED;
        // The estimate is for networks of which the usual one stops half-way: here none does.
        Trial whole = new Trial(trial.study(), trial.version(),
            p.with(PopulationParameters.STEPS, 2 * p.integer(PopulationParameters.STEPS)), trial.seeds(), trial.data(),
            trial.startsFrom());
        return PopulationParameters.seconds(whole, new FlipFlopDynamics().task(p), twice ? SEARCHES : 1);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return PrunedTrial.run(trial, context);
    }

    @Override
    public List<Claim> claims() {
        return PrunedClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return PrunedFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return Engine.versions();
    }
}
