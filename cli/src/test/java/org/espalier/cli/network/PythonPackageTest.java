package org.espalier.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests of {@code python/espalier_results}, where there is a Python with pytest. */
@Tag("slow")
class PythonPackageTest {

    @Test
    void itsOwnTestsPass() throws IOException, InterruptedException {
        assumeTrue(TorchPython.run(List.of("-c", "import pytest, numpy")).code() == 0,
            "no Python with pytest and NumPy: set ESPALIER_PYTHON to one");
        Path tests = Path.of("python", "tests");
        Path found = Files.isDirectory(tests) ? tests : Path.of("..").resolve(tests);
        assertTrue(Files.isDirectory(found), found.toAbsolutePath().toString());
        TorchPython.Ended ended = TorchPython.run(List.of("-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", found.toString()));
        assertEquals(0, ended.code(), ended.output());
        assertTrue(ended.output().contains(" passed"), ended.output());
    }
}
