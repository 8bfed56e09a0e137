package org.espalier.lotteryticket.criteria;

import org.espalier.lotteryticket.MaskZeroAction;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.Round;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameters;

/**
 * A ticket whose mask any criterion ranks and whose other weights are held at what any mask-0 action says: one pruning from
 * the dense network, kept weights at their initial values.
 */
final class Variant {
    /** Parameter: what ranks the weights. */
    static final String CRITERION = "criterion";
    /** Parameter: what a weight that is not kept is held at. */
    static final String ACTION = "mask_zero";
    private static final int DENSE = 0;

    private Variant() {}

    /** The round of a trial with the parameters {@link #CRITERION}, {@link #ACTION} and {@code round}. */
    static Round of(Parameters p) {
        TrainingOptions options = RoundTrial.options(p);
        MaskZeroAction action = MaskZeroAction.named(p.text(ACTION));
        return scene -> {
            int round = (int) p.integer(TicketRound.ROUND);
            InitialWeights trained = scene.trained(DENSE);
            Mask mask = scene.prune(scene.mask(DENSE), trained, Criteria.named(p.text(CRITERION)),
                PruningLadder.of(scene.network(), PruningMethod.RATE).after(round).kept(), round);
            RoundStart start = new RoundStart(mask,
                RoundStart.fresh(scene.network(), scene.initial(), options.optimizer()), options, scene.random(), options.steps());
            return action == MaskZeroAction.ZERO ? start
                : start.holding(action.start(scene.initial(), scene.initial(), trained, mask));
        };
    }
}
