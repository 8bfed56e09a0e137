package org.espalier.nets.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final RandomStreams RANDOM = name -> new java.util.Random(name.hashCode());
    private static final Architecture.Options NARROW = new Architecture.Options(0.05, false, false);
    private static final LabelledImages IMAGES = new LabelledImages(new ImageShape(1, 8, 8), 3, new float[64], new int[1]);

    private static Problem problem(String architecture, boolean scaled, Optional<StartingNetwork> start) {
        return new Problem(Architectures.named(architecture), NARROW, new DataSplit(IMAGES, IMAGES, IMAGES),
            Initialisation.named("glorot-normal"), scaled, start);
    }

    private static StartingNetwork start(Problem plain, Optional<InitialWeights> initial) {
        try (Network network = plain.network()) {
            Map<String, float[]> state = new LinkedHashMap<>();
            network.normState().forEach((name, values) -> {
                java.util.Arrays.fill(values, 7);
                state.put(name, values);
            });
            return new StartingNetwork("imported:mine@0123456789abcdef",
                plain.drawnWeights(network, 1, name -> RANDOM.stream("other/" + name)), state, initial);
        }
    }

    @Test
    void withoutAStartTheWeightsAreTheDrawnOnes() {
        Problem plain = problem("lenet-300-100", false, Optional.empty());
        try (Network network = plain.network()) {
            assertArrayEquals(plain.drawnWeights(network, 1, RANDOM).of("fc1.weight"),
                plain.initialWeights(network, 1, RANDOM).of("fc1.weight"));
            assertArrayEquals(plain.drawnWeights(network, 1, RANDOM).of("fc1.weight"),
                plain.untrainedWeights(network, 1, RANDOM).of("fc1.weight"));
        }
    }

    @Test
    void aStartGivesItsWeightsScaledWhereTheProblemIs() {
        StartingNetwork start = start(problem("lenet-300-100", false, Optional.empty()), Optional.empty());
        Problem given = problem("lenet-300-100", false, Optional.of(start));
        Problem scaled = problem("lenet-300-100", true, Optional.of(start));
        try (Network network = given.network()) {
            assertSame(start.weights(), given.initialWeights(network, 0.25, RANDOM));
            float[] plain = start.weights().of("fc2.weight");
            float[] twice = scaled.initialWeights(network, 0.25, RANDOM).of("fc2.weight");
            for (int i = 0; i < plain.length; i++) {
                assertEquals(2 * plain[i], twice[i]);
            }
        }
    }

    @Test
    void theNetworkHasTheRunningStatisticsOfItsStart() {
        Problem given = problem("resnet18", false, Optional.of(start(problem("resnet18", false, Optional.empty()), Optional.empty())));
        try (Network network = given.network()) {
            assertEquals(7, network.normState().get("bn1.runningVar")[0]);
        }
    }

    @Test
    void nothingGoesBackToInitialWeightsThatAreNotKnown() {
        Problem plain = problem("lenet-300-100", false, Optional.empty());
        try (Network network = plain.network()) {
            Problem bare = problem("lenet-300-100", false, Optional.of(start(plain, Optional.empty())));
            assertTrue(assertThrows(InvalidInputException.class, () -> bare.untrainedWeights(network, 1, RANDOM)).getMessage()
                .contains("--initial FILE"));
            InitialWeights initial = plain.drawnWeights(network, 1, RANDOM);
            Problem whole = problem("lenet-300-100", false, Optional.of(start(plain, Optional.of(initial))));
            assertSame(initial, whole.untrainedWeights(network, 1, RANDOM));
        }
    }
}
