package org.espalier.lotteryticket.rewind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
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
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.record.Records;

/** {@code lottery-ticket/rewind}: rewind the weights, rewind the learning rate, or fine-tune? */
public final class RewindStudy implements Study {

    @Override
    public String id() {
        return "lottery-ticket/rewind";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "What is best done with a network that was just pruned: put its weights back to an earlier step, put the "
            + "learning rate back, or fine-tune?";
    }

    @Override
    public String method() {
        return "The dense network trains T steps with SGD, momentum 0.9, 0.03 dropping to a tenth at two thirds and to a "
            + "hundredth at five sixths of the steps, and is pruned once by magnitude, layer by layer. It then trains T - k "
            + "steps more: from its weights at step k with the rate of the steps k to T (weight rewinding), from its trained "
            + "weights with that rate (learning-rate rewinding), or from its trained weights at the last rate (fine-tuning). "
            + "k is the rewind step. The dense network is trained once a seed. Deviations from the paper: 784-300-100-10 on "
            + "Fashion-MNIST (MNIST in paper), pruned layer by layer (output layer at half the rate) instead of over all "
            + "layers, and only the paper's one-shot setting.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(RewindClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(StartingPoint.with(RoundTrial.parameters()));
        parameters.add(Parameter.text("method", "What is done with the pruned network.", Retraining::labels));
        parameters.add(Parameter.integer(TicketRound.ROUND, "Rounds of 20 % whose density the network is pruned to at once.",
            1, 1000));
        parameters.add(Parameter.integer(TicketRound.REWIND_STEP, "The step k that is gone back to.", 0, 100_000_000));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return RewindGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return RewindGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return RoundTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        Round round = p.text("method").equals(TicketRound.DENSE.label()) ? TicketRound.DENSE.of(p)
            : Retraining.named(p.text("method")).of(p);
        return RoundTrial.run(trial, context, round);
    }

    @Override
    public List<Claim> claims() {
        return RewindClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        Records dense = records.where("method", TicketRound.DENSE.label());
        Records pruned = records.where(p -> p.integer(TicketRound.ROUND) > 0);
        for (Object round : pruned.values(TicketRound.ROUND)) {
            Records at = pruned.where(TicketRound.ROUND, round);
            double percent = 100 * ((Number) at.values("density").get(0)).doubleValue();
            String id = "accuracy-against-rewind-step-round-" + round;
            String title = String.format(Locale.ROOT, "Retraining with %.2f %% of the weights", percent);
            List<Figure.Layer> layers = new ArrayList<>(SummaryTables.lines("method"));
            layers.add(new Figure.Points("method"));
            Double reference = MeanRows.mean(dense.summary(RewindClaims.TEST));
            if (reference != null) {
                layers.add(new Figure.Rule(reference, "dense network"));
            }
            figures.add(new Figure(id, title, "Test accuracy at the end against the step that is gone back to: the further "
                + "right, the fewer steps are trained again. Lines are means over seeds, bands 95 % intervals.",
                SummaryTables.series(id, title, at, RewindClaims.TEST, TicketRound.REWIND_STEP, "method"),
                Figure.Axis.linear(TicketRound.REWIND_STEP, "rewind step k"), Figure.Axis.linear("mean", "test accuracy"),
                layers, null));
            for (Object rewind : at.values(TicketRound.REWIND_STEP)) {
                Records here = at.where(TicketRound.REWIND_STEP, rewind);
                StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                    "With %.2f %% of the weights, back to step %s:", percent, rewind));
                for (Object method : here.values("method")) {
                    Double mean = MeanRows.mean(here.where("method", method).summary(RewindClaims.TEST));
                    text.append(mean == null ? "" : String.format(Locale.ROOT, " %s %.2f %%;", method, 100 * mean));
                }
                summary.add(text.toString().replaceAll(";$", "."));
            }
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            RewindClaims.judge(records));
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
