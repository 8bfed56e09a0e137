package org.espalier.lotteryticket.connectivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.subnetwork.ErrorBarrier;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.round.Round;
import org.espalier.pruning.round.RoundTrial;
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

/** {@code lottery-ticket/connectivity}: do two trainings in different orders of the data end in one basin? */
public final class ConnectivityStudy implements Study {

    @Override
    public String id() {
        return "lottery-ticket/connectivity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "From which step on do two trainings of the same network, in different orders of the images, end in the same "
            + "valley of the loss, and is a lottery ticket there earlier than its controls?";
    }

    @Override
    public String method() {
        return "Two copies of a network start from the same weights, those of step k, and train to the end with the images in "
            + "orders of their own. The error barrier is the largest test error at " + ErrorBarrier.USUAL_POINTS
            + " points of the straight line between their weights, less the mean error of the two ends. Compared are the dense "
            + "network, the lottery ticket of iterative magnitude pruning put back to step k, its mask from newly drawn "
            + "weights, and a random mask of equal layer densities. Deviations from the paper: 784-300-100-10 on "
            + "Fashion-MNIST (MNIST in paper), weights without biases, fewer steps, no learning-rate schedule; networks with "
            + "batch normalisation are refused.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(ConnectivityClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        parameters.add(Parameter.text(ConnectivityGrid.SUBJECT, "What is copied.",
            () -> ConnectivityGrid.SUBJECTS.stream().map(TicketRound::label).toList()));
        parameters.add(Parameter.integer(TicketRound.ROUND, "Rounds of pruning of the ticket.", 1, 1000));
        parameters.add(Parameter.integer(TicketRound.REWIND_STEP, "The step k at which the copies part.", 0, 100_000_000));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return ConnectivityGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return ConnectivityGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        return p.text("method").equals(ConnectivityGrid.BARRIER)
            ? MethodTrial.estimateSeconds(p, 0, 5L * ErrorBarrier.USUAL_POINTS) : RoundTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        return switch (p.text("method")) {
            case ConnectivityGrid.BARRIER -> BarrierTrial.run(trial, context);
            case ConnectivityGrid.COPIES -> RoundTrial.run(trial, context, checked(
                TicketRound.named(p.text(ConnectivityGrid.SUBJECT)).copy(p, (int) p.integer(ConnectivityGrid.COPY))));
            default -> RoundTrial.run(trial, context, checked(TicketRound.named(p.text("method")).of(p)));
        };
    }

    /** Refuses before the first training what the last trial could not measure. */
    private static Round checked(Round round) {
        return scene -> {
            BarrierTrial.requireNoNormalisation(scene.network());
            return round.start(scene);
        };
    }

    @Override
    public List<Claim> claims() {
        return ConnectivityClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return ConnectivityFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
