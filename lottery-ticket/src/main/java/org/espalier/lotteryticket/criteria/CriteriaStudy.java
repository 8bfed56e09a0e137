package org.espalier.lotteryticket.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.lotteryticket.MaskZeroAction;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
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

/** {@code lottery-ticket/criteria}: what makes a ticket win: which weights it keeps, their signs, the zeros of the others? */
public final class CriteriaStudy implements Study {

    @Override
    public String id() {
        return "lottery-ticket/criteria";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "What makes a lottery ticket win: which weights are kept, the signs they start with, or the zeros put in place "
            + "of the others?";
    }

    @Override
    public String method() {
        return "784-300-100-10 trains once a seed with Adam 1.2e-3 and batches of 60. From that training each criterion keeps, "
            + "in one pruning and in each layer, the same number of weights; they start again at their initial values. Pruned "
            + "weights are 0, or frozen at their initial values, or (by direction) 0 only where training made them smaller. "
            + "The mask of magnitude is also trained from newly drawn weights, from its own weights shuffled within each "
            + "layer, and with its signs but newly drawn magnitudes or one magnitude a layer. Every network is tested before "
            + "its first step too. Deviations from the paper: one pruning instead of 24 rounds; Fashion-MNIST and fewer steps; "
            + "ties keep the earlier weight instead of a random one; reinitialised weights are drawn anew instead of shuffled "
            + "with the pruned ones.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.ZHOU);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        parameters.add(Parameter.integer(TicketRound.ROUND, "Rounds of 20 % whose density the network is pruned to at once.",
            1, 1000));
        // Sanh's movement has to be added up while the network trains, which the shared dense training does not do.
        parameters.add(Parameter.text(Variant.CRITERION, "What ranks the weights.",
            () -> Criteria.all().stream().filter(c -> !c.needsMovement()).map(Criterion::name).toList()));
        parameters.add(Parameter.text(Variant.ACTION, "What a weight that is not kept is held at.", MaskZeroAction::labels));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return CriteriaGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return CriteriaGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return RoundTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        String method = p.text("method");
        Round round = method.equals(CriteriaGrid.TICKET) ? Variant.of(p) : TicketRound.named(method).of(p);
        return RoundTrial.run(trial, context, round);
    }

    @Override
    public List<Claim> claims() {
        return CriteriaClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return CriteriaFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
