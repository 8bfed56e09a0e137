package org.espalier.nets.arrays;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A few seconds of {@link ArrayFileFuzz}, always the same. With {@code -Despalier.fuzz.minutes=N} it goes on that long, with
 * {@code -Despalier.fuzz.seed=S} from another start.
 */
@Tag("slow")
class ArrayFileFuzzTest {
    private static final int FILES = 3000;

    @Test
    void damagedFilesAreReadOrRefusedInASentence() throws IOException {
        ArrayFileFuzz fuzz = new ArrayFileFuzz(ArrayFileFuzz.goodFiles(), Path.of("target", "fuzzed-by-test.bin"),
            Long.getLong("espalier.fuzz.seed", 11));
        int minutes = Integer.getInteger("espalier.fuzz.minutes", 0);
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        assertTimeoutPreemptively(Duration.ofMinutes(minutes + 3), () -> {
            for (int i = 0; i < FILES || System.nanoTime() < end; i++) {
                fuzz.next();
            }
        });
        System.out.println(fuzz.counts());
        Matcher counts = Pattern.compile("(\\d+) refused, (\\d+) read").matcher(fuzz.counts());
        assertTrue(counts.matches());
        // Neither all is refused at the door nor does damage go by unseen.
        for (String count : Set.of(counts.group(1), counts.group(2))) {
            assertTrue(Long.parseLong(count) > FILES / 20, fuzz.counts());
        }
    }
}
