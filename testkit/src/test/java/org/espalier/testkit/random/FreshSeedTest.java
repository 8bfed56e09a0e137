package org.espalier.testkit.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test that fails at random says its seed, and fails the same way again with it. */
class FreshSeedTest {
    private static final List<Long> SEEDS = new ArrayList<>();

    @AfterEach
    void forget() {
        SEEDS.clear();
        System.clearProperty(FreshSeeds.SEED);
    }

    /** Not found by the build: its name does not end as tests' do. */
    static class Failing {
        @Test
        void fails(@FreshSeed long seed) {
            SEEDS.add(seed);
            fail("unlucky");
        }
    }

    private static List<String> saidByFailing() {
        List<String> said = new ArrayList<>();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Failing.class)).build(),
            new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, org.junit.platform.engine.TestExecutionResult result) {
                    result.getThrowable().ifPresent(t -> List.of(t.getSuppressed()).forEach(s -> said.add(s.getMessage())));
                }
            });
        return said;
    }

    @Test
    void aFailureSaysItsSeedAndComesBackWithIt() {
        List<String> said = saidByFailing();
        long seed = SEEDS.get(0);
        assertEquals(List.of("the seed was " + seed + "; the same again with -Despalier.test.seed=" + seed), said);
        System.setProperty(FreshSeeds.SEED, Long.toString(seed));
        saidByFailing();
        System.clearProperty(FreshSeeds.SEED);
        saidByFailing();
        assertEquals(seed, SEEDS.get(1));
        assertNotEquals(seed, SEEDS.get(2));
    }
}
