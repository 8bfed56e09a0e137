package org.espalier.study.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Trial trial(int seconds, Trial... startsFrom) {
        return new Trial("test/x", 1, Parameters.of(Map.of("seconds", seconds)), List.of(0L), new TreeMap<>(),
            java.util.Arrays.stream(startsFrom).map(Trial::id).toList());
    }

    private static double seconds(Trial trial) {
        return trial.parameters().integer("seconds");
    }

    /** A random graph: every trial may start from some of those before it. */
    private static List<Trial> graph(Random random, int size) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Trial> from = trials.stream().filter(t -> random.nextInt(12) == 0).toList();
            trials.add(trial(1 + i, from.toArray(new Trial[0])));
        }
        return trials;
    }

    @Test
    void theLongestComesFirst() {
        Trial a = trial(1);
        Trial b = trial(5);
        Trial c = trial(3);
        Schedule schedule = new Schedule(List.of(a, b, c), ScheduleTest::seconds);
        assertEquals(List.of(b, c, a), List.of(schedule.next().get(), schedule.next().get(), schedule.next().get()));
        assertTrue(schedule.next().isEmpty());
    }

    @Test
    void aChainCountsAsLongAsAllOfIt() {
        Trial a = trial(1);
        Trial b = trial(7, a);
        Trial c = trial(6);
        Schedule schedule = new Schedule(List.of(a, b, c), ScheduleTest::seconds);
        assertEquals(a, schedule.next().get());
        assertEquals(c, schedule.next().get());
        assertTrue(schedule.next().isEmpty(), "b waits for a");
        schedule.done(a);
        assertEquals(b, schedule.next().get());
        assertThrows(IllegalStateException.class, () -> schedule.done(a));
    }

    @Test
    void noTrialStartsBeforeThoseItStartsFromAndAllAreRun() {
        Random random = new Random(1);
        for (int repeat = 0; repeat < 30; repeat++) {
            List<Trial> trials = graph(random, 30);
            Schedule schedule = new Schedule(trials, ScheduleTest::seconds);
            Set<String> done = new HashSet<>();
            List<Trial> running = new ArrayList<>();
            while (!schedule.isFinished()) {
                Optional<Trial> next = running.size() < 3 ? schedule.next() : Optional.empty();
                if (next.isPresent()) {
                    assertTrue(done.containsAll(next.get().startsFrom()));
                    running.add(next.get());
                } else {
                    Trial ended = running.remove(random.nextInt(running.size()));
                    done.add(ended.id());
                    schedule.done(ended);
                }
            }
            assertEquals(30, done.size());
        }
    }

    @Test
    void whatWaitsForALostTrialIsLostAndNothingElse() {
        Trial a = trial(1);
        Trial b = trial(2, a);
        Trial c = trial(3, b);
        Trial d = trial(4);
        Trial e = trial(5, d, c);
        Trial f = trial(6, d);
        Schedule schedule = new Schedule(List.of(a, b, c, d, e, f), ScheduleTest::seconds);
        schedule.next();
        schedule.next();
        assertEquals(List.of(b, c, e), schedule.lost(a, t -> false));
        schedule.done(d);
        assertEquals(f, schedule.next().get());
        schedule.done(f);
        assertTrue(schedule.isFinished());
    }

    @Test
    void whatDoesWithoutALostTrialWaitsForTheOthers() {
        Trial a = trial(1);
        Trial b = trial(2);
        Trial c = trial(3, a, b);
        Trial d = trial(4, a, b);
        Trial e = trial(5, d);
        Schedule schedule = new Schedule(List.of(a, b, c, d, e), ScheduleTest::seconds);
        schedule.next();
        schedule.next();
        assertEquals(List.of(c), schedule.lost(a, t -> t.equals(d)));
        assertTrue(schedule.next().isEmpty(), "d waits for b");
        assertEquals(List.of(), schedule.lost(b, t -> t.equals(d)));
        assertEquals(d, schedule.next().get());
        assertTrue(schedule.next().isEmpty());
        schedule.done(d);
        assertEquals(e, schedule.next().get());
        schedule.done(e);
        assertTrue(schedule.isFinished());
    }

    @Test
    void shardsPartitionThePlanAndKeepGraphsTogether() {
        Random random = new Random(2);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Trial dense = trial(1000 + i);
            trials.add(dense);
            trials.add(trial(2000 + i, dense));
            trials.add(trial(3000 + i, dense, trials.get(trials.size() - 1)));
        }
        trials.addAll(graph(random, 20));
        Plan plan = new Plan("test/x", Preset.SMOKE, Overrides.NONE, trials);
        for (int count : new int[] {1, 2, 3, 7}) {
            List<Trial> all = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                List<Trial> part = new Shard(i, count).of(plan);
                Set<String> ids = new HashSet<>();
                part.forEach(t -> ids.add(t.id()));
                part.forEach(t -> assertTrue(ids.containsAll(t.startsFrom())));
                assertEquals(part, plan.trials().stream().filter(t -> ids.contains(t.id())).toList());
                assertTrue(part.size() > 60 / count, "shard " + i + "/" + count + " is nearly empty");
                all.addAll(part);
            }
            assertEquals(plan.trials().size(), all.size());
            assertEquals(new HashSet<>(plan.trials()), new HashSet<>(all));
        }
    }

    @Test
    void wrongShardsAreRefused() {
        assertEquals(new Shard(2, 4), Shard.parse("2/4"));
        for (String text : List.of("", "2", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/4/5", "1 / 4", "99999999999/1")) {
            assertThrows(InvalidInputException.class, () -> Shard.parse(text), text);
        }
        assertThrows(InvalidInputException.class, () -> ExecutionOptions.of(0));
    }
}
