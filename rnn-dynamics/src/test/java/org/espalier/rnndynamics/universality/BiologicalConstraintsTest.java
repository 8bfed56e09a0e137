package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.Adam;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.population.InitialScale;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiologicalConstraintsTest {
    private static final int UNITS = 20;

    private static List<Trial> trials(String study, String... settings) {
        Study found = Studies.find(study);
        return found.trials(Preset.SMOKE, Overrides.parse(found.parameters(), List.of(settings), OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn-dynamics/flip-flop", "rnn-dynamics/sine", "rnn-dynamics/context-integration"})
    void onlyWhoSetsThemHasThem(String study) {
        for (Trial trial : trials(study)) {
            assertFalse(trial.parameters().has("noise") || trial.parameters().has("excitatory"));
        }
        for (Trial trial : trials(study, "cell=rnn-relu", "noise=0.05", "excitatory=0.8")) {
            assertEquals(0.05, trial.parameters().number("noise"));
            assertEquals(0.8, trial.parameters().number("excitatory"));
        }
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> trials(study, "excitatory=0.8"));
        assertTrue(refused.getMessage().contains("cell=rnn-relu"), refused.getMessage());
    }

    @Test
    void signsAreKeptFromTheFirstStepToTheLastAndSumsAreInBalance() {
        BiologicalConstraints dale = new BiologicalConstraints(0, 0.8);
        NetworkShape shape = new NetworkShape(Cells.RNN_RELU, UNITS, 2, 2);
        NetworkWeights start = dale.initial(InitialScale.of(Cells.RNN_RELU)).draw(shape, RandomStreams.of(1)::stream);
        haveSigns(start);
        double excitation = 0;
        double inhibition = 0;
        double squares = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] w = dale.initial(InitialScale.of(Cells.RNN_RELU)).draw(shape, RandomStreams.of(seed)::stream)
                .recurrent();
            for (double weight : w) {
                excitation += Math.max(0, weight);
                inhibition -= Math.min(0, weight);
                squares += weight * weight / w.length / 200;
            }
        }
        assertEquals(1, excitation / inhibition, 0.03);
        assertEquals(1.0 / UNITS, squares, 0.03 / UNITS);
        try (PopulationTraining training = new PopulationTraining(new FlipFlop(2, 0.2, 12), Cells.RNN_RELU, UNITS,
            dale.initial(InitialScale.of(Cells.RNN_RELU)), List.of(new Member(3, 0.05, 0, dale.trained(UNITS))),
            PopulationOptions.of(Adam.of(0), 30, 8, 30))) {
            for (int i = 0; i < 30; i++) {
                training.step();
            }
            haveSigns(training.outcomes().get(0).weights());
        }
    }

    private static void haveSigns(NetworkWeights network) {
        double[] w = network.recurrent();
        for (int i = 0; i < w.length; i++) {
            assertTrue(i % UNITS < 16 ? w[i] >= 0 : w[i] <= 0, "weight " + i + " is " + w[i]);
        }
    }
}
