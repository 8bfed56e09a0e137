package org.espalier.lotteryticket.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.round.RoundTrial;
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

/** {@code lottery-ticket/ladder}: does a small part of a network, at its initial weights, learn as well as the whole? */
public final class LadderStudy implements Study {

    @Override
    public String id() {
        return "lottery-ticket/ladder";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Does a network contain a small subnetwork that, put back to its initial weights, learns as fast and as well "
            + "as the whole, and do its initial weights matter?";
    }

    @Override
    public String method() {
        return "784-300-100-10 trains with Adam 1.2e-3 and batches of 60. Each round prunes the smallest 20 % of the "
            + "remaining weights of each layer (10 % in the output layer), puts the others back to their initial values "
            + "and trains again for the same number of steps. Controls train the ticket's mask from newly drawn weights, a "
            + "random mask with as many weights in each layer from the ticket's initial weights, and the ticket of a single "
            + "pruning. The early-stopping step is the first minimum of the validation loss, picked afterwards; training "
            + "runs to the end. The dense network is trained once a seed for all that start from it. Deviations from the "
            + "paper: Fashion-MNIST and 20,000 of 50,000 steps (standard; 10,000 images and 1,000 steps in quick); weights "
            + "only, no biases; one newly drawn initialisation a ticket instead of three; controls at two rounds instead of "
            + "all; every round sees the images in the same order.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.FRANKLE);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        parameters.add(Parameter.text("method", "What is trained beside the dense network and the tickets.",
            TicketRound::labels));
        parameters.add(Parameter.integer(TicketRound.ROUND, "Rounds of pruning at which tickets and controls are wanted; "
            + "the tickets before them come along.", 0, 1000));
        parameters.add(Parameter.integer(TicketRound.REWIND_STEP, "The step that weights are put back to.", 0,
            100_000_000));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return LadderGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return LadderGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return RoundTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return RoundTrial.run(trial, context,
            TicketRound.named(trial.parameters().text("method")).of(trial.parameters()));
    }

    @Override
    public List<Claim> claims() {
        return LadderClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return LadderFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
