package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.study.Studies;
import org.junit.jupiter.api.Test;

class DemoPartTest {
    private static final int JOBS = 2;
    private static final double MOST_MINUTES = 10;

    @Test
    void allPartsTogetherAreEstimatedAtTenMinutesOnTwoCores() {
        double minutes = DemoPart.all().stream().map(p -> planned(p, List.of()))
            .mapToDouble(r -> Cost.minutes(r.study(), r.plan(), JOBS)).sum();
        assertTrue(minutes <= MOST_MINUTES, minutes + " minutes");
    }

    @Test
    void whereOnlyTheEmbeddedDataSetIsThereEveryPartRunsOnItAlone() {
        for (DemoPart part : DemoPart.all()) {
            StudyRun run = planned(part, part.embedded());
            assertTrue(run.plan().trials().stream().allMatch(t -> Set.of("digits").containsAll(t.data().keySet())),
                part.study());
        }
    }

    private static StudyRun planned(DemoPart part, List<String> more) {
        List<String> settings = new ArrayList<>(part.settings());
        settings.addAll(more);
        return StudyRun.of(List.of(Studies.find(part.study())), part.preset(), settings, part.seeds()).get(0);
    }
}
