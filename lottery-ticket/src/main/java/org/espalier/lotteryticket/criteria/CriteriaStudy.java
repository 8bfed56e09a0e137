package org.espalier.lotteryticket.criteria;

import static org.espalier.lotteryticket.MaskZeroAction.FREEZE;
import static org.espalier.lotteryticket.MaskZeroAction.FREEZE_BY_DIRECTION;
import static org.espalier.lotteryticket.MaskZeroAction.ZERO;
import static org.espalier.lotteryticket.criteria.Variant.ACTION;
import static org.espalier.lotteryticket.criteria.Variant.CRITERION;
import static org.espalier.lotteryticket.round.TicketRound.ROUND;
import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.espalier.analysis.Papers;
import org.espalier.lotteryticket.MaskZeroAction;
import org.espalier.lotteryticket.round.TicketDesign;
import org.espalier.lotteryticket.round.TicketPlan;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.spec.Threshold;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code lottery-ticket/criteria}: what makes a ticket win: which weights it keeps, their signs, the zeros of the others?
 *
 * <p>Every preset trains every criterion with pruned weights at 0, every mask-0 action with the criterion {@code magnitude},
 * every mask-1 action on the mask of {@code magnitude}. The claims were fixed before any data were seen. Places in the paper are
 * given by topic: its section numbers could not be checked.
 */
public final class CriteriaStudy extends DeclaredStudy {
    private static final String TICKET = TicketRound.ONE_SHOT.label();
    private static final String MAGNITUDE = "magnitude";
    /** Masks that ought to be good, their inverses, and chance. */
    private static final List<String> CRITERIA = List.of(MAGNITUDE, "magnitude-increase", "distance-moved",
        "large-init-large-final", "initial-magnitude", "random", "smallest-magnitude", "magnitude-decrease",
        "smallest-distance-moved");
    private static final List<TicketRound> ACTIONS = List.of(TicketRound.REINITIALISED, TicketRound.SHUFFLED,
        TicketRound.SIGNS_REDRAWN, TicketRound.SIGNS_CONSTANT);
    private static final PerPreset<List<Integer>> ROUNDS = new PerPreset<>(List.of(7), List.of(7), List.of(3, 7, 11),
        List.of(1, 3, 5, 7, 9, 11, 13, 15, 18, 21, 24));
    private static final String EARLY = "early_stop_test_accuracy";
    private static final String UNTRAINED = "start_test_accuracy";
    private static final Threshold DIRECTION =
        positive("the direction alone: the paper's networks train far longer, and in rounds");
    private static final String EVERY = "; every density";

    public CriteriaStudy() {
        super(StudySpec.of("lottery-ticket/criteria", 1)
            .asks("What makes a lottery ticket win: which weights are kept, the signs they start with, or the zeros put in place "
                + "of the others?")
            .how("784-300-100-10 trains once a seed with Adam 1.2e-3 and batches of 60. From that training each criterion keeps, "
                + "in one pruning and in each layer, the same number of weights; they start again at their initial values. "
                + "Pruned weights are 0, or frozen at their initial values, or (by direction) 0 only where training made them "
                + "smaller. The mask of magnitude is also trained from newly drawn weights, from its own weights shuffled within "
                + "each layer, and with its signs but newly drawn magnitudes or one magnitude a layer. Every network is tested "
                + "before its first step too. Deviations from the paper: one pruning instead of 24 rounds; Fashion-MNIST and "
                + "fewer steps; ties keep the earlier weight instead of a random one; reinitialised weights are drawn anew "
                + "instead of shuffled with the pruned ones.")
            .after(Papers.ZHOU)
            .plans(new TicketDesign(800, 100, 5_000, "adam", CriteriaStudy::graph,
                Parameter.integer(ROUND, "Rounds of 20 % whose density the network is pruned to at once.", 1, 1000),
                // Sanh's movement has to be added up while the network trains, which the shared dense training does not do.
                Parameter.text(CRITERION, "What ranks the weights.",
                    () -> Criteria.all().stream().filter(c -> !c.needsMovement()).map(Criterion::name).toList()),
                Parameter.text(ACTION, "What a weight that is not kept is held at.", MaskZeroAction::labels)))
            .runs(RoundTrial.kind(p -> p.text("method").equals(TICKET) ? Variant.of(p)
                : TicketRound.named(p.text("method")).of(p)))

            .claim("magnitude-increase-as-good", "on mask criteria",
                "Keeping the weights whose magnitude grew most is as good as keeping the largest.",
                "test accuracy at the early-stopping step, criterion magnitude-increase minus magnitude" + EVERY,
                exceeds(-0.01, "a margin of one point"), above("magnitude-increase", MAGNITUDE))
            .claim("inverse-criteria-worse", "on mask criteria",
                "Criteria turned around (smallest, least increased, least moved) are bad.",
                "test accuracy at the early-stopping step, each criterion minus its inverse" + EVERY, DIRECTION,
                everyDensity(at -> List.of(of(at, MAGNITUDE, ZERO).minus(of(at, "smallest-magnitude", ZERO)),
                    of(at, "magnitude-increase", ZERO).minus(of(at, "magnitude-decrease", ZERO)),
                    of(at, "distance-moved", ZERO).minus(of(at, "smallest-distance-moved", ZERO)))))
            .claim("large-weights-above-random-mask", "on mask criteria",
                "The mask of the largest weights is better than a random mask.",
                "test accuracy at the early-stopping step, criterion magnitude minus random" + EVERY, DIRECTION,
                above(MAGNITUDE, "random"))
            .claim("masks-alone-above-chance", "abstract, on supermasks",
                "A mask alone, on the untrained weights, is far better than chance (86 % on MNIST, 41 % on CIFAR-10 for the "
                    + "best).",
                "test accuracy before any training of the masked initial network, criterion magnitude, best density",
                exceeds(0.2, "twice chance, far below the paper's numbers, which are for its best criterion"),
                Effect.one(CriteriaStudy::bestUntrained))
            .claim("signs-matter", "on mask-1 actions",
                "With its signs kept, one magnitude a layer trains better than newly drawn weights.",
                "test accuracy at the early-stopping step, signs with one magnitude minus newly drawn weights, same mask" + EVERY,
                DIRECTION,
                everyDensity(at -> List.of(of(at, TicketRound.SIGNS_CONSTANT).minus(of(at, TicketRound.REINITIALISED)))))
            .claim("signs-are-enough", "on mask-1 actions",
                "With its signs kept, newly drawn magnitudes train as well as the ticket's own.",
                "test accuracy at the early-stopping step, signs with newly drawn magnitudes minus the ticket" + EVERY,
                exceeds(-0.01, "a margin of one point"),
                everyDensity(at -> List.of(of(at, TicketRound.SIGNS_REDRAWN).minus(of(at, MAGNITUDE, ZERO)))))
            .claim("zero-better-than-frozen", "on mask-0 actions",
                "Setting pruned weights to zero is better than freezing them at their initial values.",
                "test accuracy at the early-stopping step, mask-0 action zero minus freeze, criterion magnitude" + EVERY,
                DIRECTION, everyDensity(at -> List.of(of(at, MAGNITUDE, ZERO).minus(of(at, MAGNITUDE, FREEZE)))))
            .claim("freezing-by-direction-as-good-as-zero", "on mask-0 actions",
                "Setting to zero only the pruned weights that moved towards zero, and freezing the others, is at least as good "
                    + "as zero for all.",
                "test accuracy at the early-stopping step, freeze-by-direction minus zero, criterion magnitude" + EVERY,
                exceeds(-0.005, "a margin of half a point"),
                everyDensity(at -> List.of(of(at, MAGNITUDE, FREEZE_BY_DIRECTION).minus(of(at, MAGNITUDE, ZERO)))))

            .figure(marks("accuracy-by-criterion", "Which weights to keep",
                "Test accuracy at the early-stopping step of the ticket that each criterion keeps.", EARLY, CRITERION, CRITERION,
                CriteriaStudy::atZero))
            .figure(marks("untrained-accuracy-by-criterion", "What the mask alone knows",
                "Test accuracy of the masked network at its initial weights, before any training.", UNTRAINED, CRITERION,
                CRITERION, CriteriaStudy::atZero))
            .figure(marks("accuracy-by-mask-zero-action", "What to do with the other weights",
                "Test accuracy at the early-stopping step; weights that magnitude does not keep are held at zero, at their "
                    + "initial values, or at zero where training made them smaller.", EARLY, ACTION, "mask-0 action",
                r -> r.where("method", TICKET).where(CRITERION, MAGNITUDE)))
            .figure(marks("accuracy-by-start", "Where to start the weights that are kept",
                "Test accuracy at the early-stopping step of magnitude's mask, trained from the ticket's own initial weights "
                    + "(one-shot-ticket) and from others.", EARLY, "method", "method",
                r -> r.where(CRITERION, MAGNITUDE).where(ACTION, ZERO.label())))
            .says(CriteriaStudy::sentences)
            .build());
    }

    private static List<Trial> graph(TicketPlan.Of of, Preset preset, Overrides overrides) {
        TicketPlan plan = new TicketPlan(of, List.of(0L));
        Grid axes = Grid.with(overrides).axis(ROUND, ROUNDS.of(preset)).axis(CRITERION, CRITERIA)
            .axis(ACTION, MaskZeroAction.labels());
        for (Object value : axes.values(ROUND)) {
            int round = ((Number) value).intValue();
            plan.require(round);
            axes.values(CRITERION).forEach(criterion -> ticket(plan, round, criterion, ZERO.label()));
            axes.values(ACTION).forEach(action -> ticket(plan, round, MAGNITUDE, action));
            Trial magnitude = ticket(plan, round, MAGNITUDE, ZERO.label());
            ACTIONS.forEach(action -> plan.add(plan.parameters(action.label(), round, 0).with(CRITERION, MAGNITUDE)
                .with(ACTION, ZERO.label()), plan.dense(), magnitude));
        }
        return plan.trials();
    }

    private static Trial ticket(TicketPlan plan, int round, Object criterion, Object action) {
        return plan.add(plan.parameters(TICKET, round, 0).with(CRITERION, criterion).with(ACTION, action), plan.dense());
    }

    private static Effect everyDensity(Function<Records, List<SeedEffects>> effects) {
        return Effect.everyOf(Split.by(ROUND).of(CriteriaStudy::pruned), effects);
    }

    private static Effect above(String criterion, String other) {
        return everyDensity(at -> List.of(of(at, criterion, ZERO).minus(of(at, other, ZERO))));
    }

    private static SeedEffects of(Records at, String criterion, MaskZeroAction action) {
        return SeedEffects.of(tickets(at, criterion, action).summary(EARLY));
    }

    private static SeedEffects of(Records at, TicketRound action) {
        return SeedEffects.of(at.where("method", action.label()).summary(EARLY));
    }

    private static Records tickets(Records at, String criterion, MaskZeroAction action) {
        return at.where("method", TICKET).where(CRITERION, criterion).where(ACTION, action.label());
    }

    private static Records pruned(Records records) {
        return records.where(p -> p.integer(ROUND) > 0);
    }

    private static Records atZero(Records records) {
        return records.where("method", TICKET).where(ACTION, ZERO.label());
    }

    /** By seed, the best over densities: the paper's numbers are its best too. */
    private static SeedEffects bestUntrained(Records records) {
        TreeMap<Long, Double> best = new TreeMap<>();
        for (Records at : Split.by(ROUND).of(CriteriaStudy::pruned).parts(records)) {
            tickets(at, MAGNITUDE, ZERO).summary(UNTRAINED).forEach((seed, value) -> best.merge(seed, value, Math::max));
        }
        return SeedEffects.of(best);
    }

    private static String percent(Records round) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * ((Number) round.values("density").get(0)).doubleValue());
    }

    private static MeanFigure marks(String id, String title, String caption, String metric, String x, String label,
                                    UnaryOperator<Records> shown) {
        return MeanFigure.of(id, title, caption).mean(metric, "test accuracy")
            .against(Figure.Axis.linear(x, label), Split.by(x)).intervals()
            .by("density", Split.by(ROUND).called(CriteriaStudy::percent).of(shown));
    }

    private static List<String> sentences(Records records) {
        List<String> sentences = new ArrayList<>();
        Double whole = MeanRows.mean(of(records, TicketRound.DENSE).bySeed());
        for (Records at : Split.by(ROUND).of(CriteriaStudy::atZero).parts(records)) {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "With %s of the weights%s:", percent(at),
                whole == null ? "" : String.format(Locale.ROOT, " (dense network %.1f %%)", 100 * whole)));
            for (Object criterion : at.values(CRITERION)) {
                Double trained = MeanRows.mean(at.where(CRITERION, criterion).summary(EARLY));
                Double untrained = MeanRows.mean(at.where(CRITERION, criterion).summary(UNTRAINED));
                if (trained != null && untrained != null) {
                    text.append(String.format(Locale.ROOT, " %s %.1f %% trained, %.1f %% untrained;", criterion, 100 * trained,
                        100 * untrained));
                }
            }
            sentences.add(text.toString().replaceAll(";$", "."));
        }
        return sentences;
    }
}
