package org.espalier.rnndynamics.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.weights.WeightChoice.Direction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of torch, as people save them, against torch's own step and autograd: {@code src/test/python/torch_networks.py}
 * writes the files and the numbers. A few are kept in {@code src/test/resources/torch}; all are made where Python
 * ({@code ESPALIER_PYTHON}, else {@code python3}) has torch.
 */
@Tag("slow")
class TorchNetworksTest {
    private static final Path SCRIPT = Path.of("src/test/python/torch_networks.py");

    @TempDir
    private Path folder;

    @Test
    void theKeptNetworksStepAsTorchsDo() throws IOException {
        assertEquals(8, compare(Path.of("src/test/resources/torch")));
    }

    @Test
    void everyKindOfNetworkStepsAsTorchsDoes() throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("ESPALIER_PYTHON")).orElse("python3");
        assumeTrue(run(python, "-c", "import torch, numpy"), python + " has no torch");
        assertTrue(run(python, SCRIPT.toString(), folder.toString()), "the script failed");
        assertTrue(compare(folder) >= 4 * 10, "fewer networks than expected");
    }

    private static boolean run(String... words) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("OMP_NUM_THREADS", "1");
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static int compare(Path from) throws IOException {
        JsonNode cases = new ObjectMapper().readTree(from.resolve("networks.json").toFile());
        for (JsonNode one : cases) {
            String what = one.toString();
            Cell cell = CellFile.read(from.resolve(one.get("file").asText()), Cells.named(one.get("cell").asText()),
                new WeightChoice(text(one, "key"), one.get("layer").isNull() ? OptionalInt.empty()
                    : OptionalInt.of(one.get("layer").asInt()), text(one, "direction").map(Direction::of), false));
            int d = cell.stateSize();
            assertEquals(one.get("inputs").asInt(), cell.inputs(), what);
            double[] state = array(one, "state");
            double[] input = array(one, "input");
            assertArrayEquals(array(one, "next"), cell.step(state, input, 1), 1e-14, what);
            double[] byState = new double[d * d];
            double[] byInput = new double[d * cell.inputs()];
            cell.stateJacobian(state, input, byState);
            cell.inputJacobian(state, input, byInput);
            assertArrayEquals(array(one, "by_state"), byState, 1e-14, what);
            assertArrayEquals(array(one, "by_input"), byInput, 1e-14, what);
        }
        return cases.size();
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.get(key).isNull() ? Optional.empty() : Optional.of(node.get(key).asText());
    }

    private static double[] array(JsonNode node, String key) {
        double[] values = new double[node.get(key).size()];
        Arrays.setAll(values, i -> node.get(key).get(i).asDouble());
        return values;
    }
}
