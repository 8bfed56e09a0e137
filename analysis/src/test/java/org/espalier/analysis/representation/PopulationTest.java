package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class PopulationTest {

    @Test
    void allPairsAtOnceAreThePairsOneByOne() {
        List<Representation> networks = new ArrayList<>();
        // Of different numbers of units, one that never changes, and more directions than one block of products holds.
        for (int i = 0; i < 25; i++) {
            networks.add(Representation.of(i == 7 ? new double[150][3] : Examples.activations(150, i < 2 ? 5 : 30 + i, i)));
        }
        List<RepresentationMeasure> all = RepresentationMeasures.all().stream()
            .filter(m -> !m.id().startsWith("rsa-") || m.id().equals("rsa-cosine-pearson"))
            .filter(m -> !m.id().equals("dsa")).toList(); // milliseconds a pair, and computed pair by pair like knn
        double[][][] values = Population.of(networks).compare(all.toArray(RepresentationMeasure[]::new));
        for (int m = 0; m < all.size(); m++) {
            for (int[] pair : new int[][] {{0, 1}, {1, 0}, {3, 24}, {24, 24}, {0, 23}, {12, 13}, {7, 9}}) {
                int i = Math.min(pair[0], pair[1]);
                int j = Math.max(pair[0], pair[1]);
                assertEquals(all.get(m).compare(networks.get(i), networks.get(j)), values[m][pair[0]][pair[1]], 1e-10,
                    all.get(m).id() + " of " + i + " and " + j);
            }
        }
    }

    @Test
    void otherSamplesAreRefused() {
        assertThrows(InvalidInputException.class, () -> Population.of(List.of(Representation.of(Examples.normal(5, 2, 1)),
            Representation.of(Examples.normal(6, 2, 1)))));
        assertTrue(Double.isNaN(Population.of(List.of(Representation.of(new double[5][2]))).compare(new Cca())[0][0][0]));
    }
}
