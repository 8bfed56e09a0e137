package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Streams;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Streams streams = new Streams(new PrintStream(new ByteArrayOutputStream()),
        new PrintStream(err, true, StandardCharsets.UTF_8), false, Map.of());

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFaultOfOursIsOneSentenceAndALogFileWithTheTrace() throws IOException {
        int code = new Errors(streams, () -> false).execution(new IllegalStateException("the bug"), null, null);
        assertEquals(ExitCode.FAILED, code);
        assertEquals(1, told().lines().count(), told());
        assertFalse(told().contains("\tat "), told());
        Matcher path = Pattern.compile("the details are in (\\S+)").matcher(told());
        assertTrue(path.find(), told());
        Path log = Path.of(path.group(1));
        assertTrue(Files.readString(log).contains("\tat org.espalier.cli"), "the trace is in the file");
        Files.delete(log);
    }

    @Test
    void badInputIsItsSentenceAlone() {
        assertEquals(ExitCode.USAGE, new Errors(streams, () -> false).execution(
            new InvalidInputException("no such thing"), null, null));
        assertEquals("espalier: no such thing", told().strip());
    }

    @Test
    void whatATerminalWouldObeyIsNotPassedOn() {
        new Errors(streams, () -> false).execution(new InvalidInputException("file \u001b[2Jname\u0007"), null, null);
        assertFalse(told().contains("\u001b") || told().contains("\u0007"), told());
    }

    @Test
    void aStoppedRunSaysThatItGoesOn() {
        assertEquals(ExitCode.FAILED, new Errors(streams, () -> false).execution(new InterruptedException(), null, null));
        assertTrue(told().contains("goes on"), told());
    }
}
