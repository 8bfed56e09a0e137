package org.espalier.edgepopup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.RandomStreams;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Edge-popup: finds a subnetwork of an untrained network by learning a score a weight (Ramanujan et al. 2020).
 *
 * <p>Scores start uniform in {@code +-1/sqrt(fan in)} (stream {@code scores/NAME}) and are moved by SGD 0.1 with momentum
 * 0.9, weight decay 1e-4 on the scores, and a cosine schedule by epoch, as in the released configurations. The step
 * costs what a step of dense training costs, and the selection.
 */
public class EdgePopup implements SubnetworkMethod {
    private static final double LEARNING_RATE = 0.1;
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-4;

    private final String name;
    private final String description;
    private final Ranking ranking;
    private final Scope scope;

    /** As in the released code: ranked by magnitude, layer by layer. */
    public EdgePopup() {
        this("edge-popup", "Learns a score for each weight of an untrained network and keeps those with the largest scores; "
            + "the weights never change (Ramanujan et al. 2020).", Ranking.MAGNITUDE, Scope.LAYER);
    }

    private EdgePopup(String name, String description, Ranking ranking, Scope scope) {
        this.name = name;
        this.description = description;
        this.ranking = ranking;
        this.scope = scope;
    }

    /** Edge-popup that keeps the scores of largest value, as the paper's main text has it. */
    public static final class ByValue extends EdgePopup {
        public ByValue() {
            super("edge-popup-by-value", "Edge-popup that ranks scores by their value instead of their magnitude "
                + "(Ramanujan et al. 2020, sec. 3).", Ranking.VALUE, Scope.LAYER);
        }
    }

    /** Edge-popup that ranks the scores of all layers together, so that layers end at densities of their own. */
    public static final class Global extends EdgePopup {
        public Global() {
            super("edge-popup-global", "Edge-popup that ranks the scores of all layers together; not in the paper.",
                Ranking.MAGNITUDE, Scope.GLOBAL);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        InitialWeights initial = problem.initialWeights(network, density, random);
        PopupScores scores = scores(network, initial, density, ranking, scope, random);
        TrainingOutcome outcome = Training.run(network, scores, problem.data(),
            options(budget, problem.data().train().count()), random, monitor);
        Map<String, float[]> weights = new LinkedHashMap<>(network.effective());
        return new Found(new Subnetwork(scores.mask(), new InitialWeights(weights), initial).withScores(scores.variables()),
            outcome);
    }

    /** How scores are trained, for methods that build on it. @param images of the training set */
    public static TrainingOptions options(Budget budget, int images) {
        long stepsPerEpoch = budget.stepsPerEpoch(images);
        return TrainingOptions.of(Sgd.of(MOMENTUM, WEIGHT_DECAY), LEARNING_RATE, budget.steps(images), budget.batchSize(),
            stepsPerEpoch).withSchedule(new Schedule.Cosine(budget.steps(images), stepsPerEpoch));
    }

    /**
     * Fresh scores for every weight of a network, for methods that build on it.
     *
     * @param initial the weights that are selected from: kept, read at every step and not modified
     */
    public static PopupScores scores(Network network, InitialWeights initial, double density, Ranking ranking, Scope scope,
                                     RandomStreams random) {
        List<PopupScores.Scored> tensors = new ArrayList<>();
        for (NetworkParameter p : network.parameters(Role.WEIGHT)) {
            float[] scores = new float[p.size()];
            Initialisation.scoreInitialisation().fill(scores, p.fanIn(), p.fanOut(), 1, random.stream("scores/" + p.name()));
            tensors.add(new PopupScores.Scored(p.name(), p.shape(), initial.of(p.name()), scores));
        }
        return new PopupScores(tensors, initial, density, ranking, scope);
    }
}
