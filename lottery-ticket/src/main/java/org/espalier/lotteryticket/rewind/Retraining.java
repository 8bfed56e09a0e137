package org.espalier.lotteryticket.rewind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.Recipe;
import org.espalier.pruning.round.Round;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameters;

/**
 * What is done with a trained and pruned network in the t = T - k steps it may train again (Renda et al. 2020, sec. 2); T are
 * the steps of the dense training, k is the rewind step. Pruning is by magnitude, layer by layer, once.
 */
enum Retraining implements Labelled {
    /** The kept weights are put back to step k and train steps k .. T - 1 again, the rate as it was then. */
    WEIGHT_REWINDING("weight-rewinding"),
    /** The trained weights train on with the rate of the steps k .. T - 1. */
    LEARNING_RATE_REWINDING("learning-rate-rewinding"),
    /** The trained weights train on at the last rate. */
    FINE_TUNING("fine-tuning");

    private static final int DENSE = 0;

    private final String label;

    Retraining(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    static List<String> labels() {
        return Labelled.labels(Retraining.class);
    }

    /** @throws InvalidInputException if there is none of that label */
    static Retraining named(String label) {
        return Labelled.named(Retraining.class, "value of method:", label);
    }

    /** The round of a trial that starts from the dense training, whose state at k it takes unless k is 0. */
    Round of(Parameters p) {
        return scene -> {
            long rewind = p.integer(TicketRound.REWIND_STEP);
            long steps = p.integer("steps");
            int round = (int) p.integer(TicketRound.ROUND);
            TrainingOptions options = this == FINE_TUNING
                ? Recipe.named(p.text("optimizer")).lastRate(steps, (int) p.integer("batch_size"),
                    p.integer("evaluate_every"))
                : RoundTrial.options(p);
            Mask mask = scene.prune(scene.mask(DENSE), scene.trained(DENSE), Criteria.named("magnitude"),
                PruningLadder.of(scene.network(), PruningMethod.RATE).after(round).kept(), round);
            return new RoundStart(mask, state(scene, rewind, options), options, scene.random(), steps);
        };
    }

    private Checkpoint state(RoundScene scene, long rewind, TrainingOptions options) {
        if (this == WEIGHT_REWINDING) {
            return rewind == 0 ? RoundStart.fresh(scene.network(), scene.initial(), options.optimizer())
                : scene.state(DENSE, rewind, TicketRound.DENSE.of(scene.trial().parameters()));
        }
        InitialWeights trained = scene.trained(DENSE);
        Checkpoint fresh = RoundStart.at(rewind, scene.network(), trained, options.optimizer());
        Map<String, float[]> statistics = new LinkedHashMap<>();
        fresh.normState().keySet().forEach(name -> statistics.put(name, trained.of(name)));
        return new Checkpoint(fresh.progress(), fresh.variables(), fresh.slots(), statistics);
    }
}
