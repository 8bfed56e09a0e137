package org.espalier.nets.arrays;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few seconds of {@link ArrayFileFuzz}, always the same; it runs by itself for hours. */
class ArrayFileFuzzTest {
    private static final int FILES = 3000;

    @TempDir
    private Path folder;

    @Test
    void damagedFilesAreReadOrRefusedInASentence() throws IOException {
        ArrayFileFuzz fuzz = new ArrayFileFuzz(ArrayFileFuzz.goodFiles(), folder.resolve("damaged.bin"), 11);
        assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            for (int i = 0; i < FILES; i++) {
                fuzz.next();
            }
        });
        Matcher counts = Pattern.compile("(\\d+) refused, (\\d+) read").matcher(fuzz.counts());
        assertTrue(counts.matches());
        // Neither all is refused at the door nor does damage go by unseen.
        for (String count : Set.of(counts.group(1), counts.group(2))) {
            assertTrue(Integer.parseInt(count) > FILES / 20, fuzz.counts());
        }
    }
}
