package org.espalier.lotteryticket.round;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.base.RandomStreams;
import org.espalier.lotteryticket.TicketStart;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.Round;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameters;

/**
 * The dense network, a lottery ticket or a control, as one training each (Frankle and Carbin 2019, sec. 2).
 *
 * <p>Every training has the paper's full length. The ticket of round r keeps, layer by layer, what magnitude ranks highest
 * among the weights that the ticket of round r - 1 ended with ({@code ceil(n 0.8^r)} of n, output layer 0.9^r), and starts
 * from the weights at the rewind step k, where it then trains steps k, k + 1, ... in the order of images of the dense
 * network. With k above 0 the whole state of the dense training is put back, the optimiser's included, at 0 where the mask
 * is 0.
 *
 * <p>A control starts from the ticket of the same round and differs from it in one thing: {@link TicketStart}; where that is
 * its weights, the optimiser starts without memory.
 */
public enum TicketRound implements Labelled {
    /** All weights. */
    DENSE("dense", null),
    /** The ticket of iterative pruning. */
    TICKET("lottery-ticket", TicketStart.TICKET),
    /** The ticket's mask with newly drawn initial weights. */
    REINITIALISED("reinitialised-ticket", TicketStart.REINITIALISED),
    /** The ticket's initial weights under a random mask that keeps as many in each layer. */
    RANDOM_MASK("random-mask-ticket", TicketStart.RANDOM_MASK),
    /** The ticket's mask and its weights, shuffled within each layer. */
    SHUFFLED("shuffled-ticket", TicketStart.SHUFFLED),
    /** The ticket's mask and signs, magnitudes newly drawn. */
    SIGNS_REDRAWN("signs-redrawn-ticket", TicketStart.SIGNS_REDRAWN),
    /** The ticket's mask and signs, one magnitude a layer. */
    SIGNS_CONSTANT("signs-constant-ticket", TicketStart.SIGNS_CONSTANT),
    /** The ticket of one pruning from the dense network to the same counts. */
    ONE_SHOT("one-shot-ticket", TicketStart.TICKET);

    /** Parameter: number of the round, 0 for the dense network. */
    public static final String ROUND = "round";
    /** Parameter: the step that weights are put back to. */
    public static final String REWIND_STEP = RoundTrial.REWIND_STEP;
    private static final int DENSE_TRIAL = 0;
    private static final int PREVIOUS = 1;

    private final String label;
    private final TicketStart start;

    TicketRound(String label, TicketStart start) {
        this.label = label;
        this.start = start;
    }

    @Override
    public String label() {
        return label;
    }

    public static List<String> labels() {
        return Labelled.labels(TicketRound.class);
    }

    /** @throws InvalidInputException if there is none of that label */
    public static TicketRound named(String label) {
        return Labelled.named(TicketRound.class, "value of method:", label);
    }

    /** Whether it takes the mask of the ticket of its round, and so starts from that trial. */
    public boolean isControl() {
        return this != DENSE && this != TICKET && this != ONE_SHOT;
    }

    /**
     * The round of a trial with the parameters {@link #ROUND}, {@link #REWIND_STEP} and those of {@link RoundTrial}. Its
     * trial starts from the dense training, whose state at the rewind step it takes if that is not 0, and, second, from
     * the ticket of the round before (from round 2 on) or, for a control, of the same round.
     */
    public Round of(Parameters p) {
        return of(p, RoundTrial.options(p));
    }

    /** As {@link #of(Parameters)}, trained in another way. */
    public Round of(Parameters p, TrainingOptions options) {
        return scene -> this == DENSE
            ? RoundStart.dense(scene, options)
            : start(scene, p, options, mask(scene, (int) p.integer(ROUND)), scene.random());
    }

    /**
     * The same training once more, with the images in an order of its own: the dense network from its state at the rewind
     * step on, or a ticket or control of a round. Its trial starts from the dense training and, but for the dense network,
     * from the ticket of the same round, whose mask it takes.
     *
     * @param copy number of the copy: the orders come from the streams {@code copy/NUMBER/data-order/EPOCH}
     */
    public Round copy(Parameters p, int copy) {
        return scene -> {
            RandomStreams orders = name -> scene.random().stream("copy/" + copy + "/" + name);
            return start(scene, p, RoundTrial.options(p), this == DENSE ? scene.network().denseMask()
                : start.mask(scene.mask(PREVIOUS), scene.random()), orders);
        };
    }

    private RoundStart start(RoundScene scene, Parameters p, TrainingOptions options, Mask mask, RandomStreams orders) {
        int round = (int) p.integer(ROUND);
        long rewind = p.integer(REWIND_STEP);
        Checkpoint state = rewind == 0 ? RoundStart.fresh(scene.network(), scene.initial(), options.optimizer())
            : scene.state(DENSE_TRIAL, rewind, DENSE.of(p, options));
        if (start != null && start != TicketStart.TICKET) {
            InitialWeights redrawn = scene.problem().drawnWeights(scene.network(), 1,
                name -> scene.random().stream("ticket/" + name));
            Map<String, float[]> all = new LinkedHashMap<>(state.variables());
            InitialWeights weights = start.weights(new InitialWeights(all), redrawn, scene.initial(), mask, scene.random());
            Map<String, float[]> norm = state.normState();
            Checkpoint other = RoundStart.at(rewind, scene.network(), weights, options.optimizer());
            state = new Checkpoint(other.progress(), other.variables(), other.slots(), norm);
        }
        long steps = options.steps() - rewind;
        long before = options.steps() + (this == ONE_SHOT ? 0 : Math.max(0, round - (isControl() ? 0 : 1)) * steps);
        return new RoundStart(mask, state, options, orders, before);
    }

    private Mask mask(RoundScene scene, int round) {
        if (isControl()) {
            return start.mask(scene.mask(PREVIOUS), scene.random());
        }
        int previous = this == TICKET && round > 1 ? PREVIOUS : DENSE_TRIAL;
        PruningLadder ladder = PruningLadder.of(scene.network(), PruningMethod.RATE);
        return scene.prune(scene.mask(previous), scene.trained(previous), Criteria.named("magnitude"),
            ladder.after(round).kept(), round);
    }
}
