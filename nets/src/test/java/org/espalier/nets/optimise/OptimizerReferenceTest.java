package org.espalier.nets.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Steps and clipping against PyTorch 2.13 (src/test/python/optimiser_reference.py says how the numbers were made). */
class OptimizerReferenceTest {
    /** Over ten steps, relative to the largest value passed: about eight roundings of a float. */
    private static final double ROUNDING = 5e-7;

    private final JsonNode reference;

    OptimizerReferenceTest() throws IOException {
        try (InputStream in = OptimizerReferenceTest.class.getResourceAsStream("optimiser_reference.json")) {
            reference = new ObjectMapper().readTree(in);
        }
    }

    @TestFactory
    Stream<DynamicTest> followsTorch() {
        return reference.get("cases").valueStream().map(c -> DynamicTest.dynamicTest(
            c.get("optimiser").asText() + " " + c.get("options"), () -> {
                follow(c, "float32");
                follow(c, "float64");
            }));
    }

    private void follow(JsonNode c, String precision) {
        Optimizer optimizer = optimizer(c);
        float[] variable = floats(reference.get("start"));
        float[][] slots = optimizer.newSlots(variable.length);
        double[] largest = new double[variable.length];
        for (int step = 1; step <= c.get(precision).size(); step++) {
            optimizer.update(variable, floats(reference.get("gradients").get(step - 1)), slots, step,
                c.get("rate").asDouble());
            JsonNode expected = c.get(precision).get(step - 1);
            for (int i = 0; i < variable.length; i++) {
                double e = expected.get(i).asDouble();
                largest[i] = Math.max(largest[i], Math.abs(e));
                assertEquals(e, variable[i], ROUNDING * Math.max(1, largest[i]), precision + " step " + step
                    + " element " + i);
            }
        }
    }

    @Test
    void clipsAsTorch() {
        JsonNode clip = reference.get("clip");
        List<float[]> gradients = new ArrayList<>();
        clip.get("gradients").forEach(g -> gradients.add(floats(g)));
        double norm = GradientClipping.clip(gradients, clip.get("maxNorm").asDouble());
        assertEquals(clip.get("norm").asDouble(), norm, 1e-6);
        for (int a = 0; a < gradients.size(); a++) {
            for (int i = 0; i < gradients.get(a).length; i++) {
                assertEquals(clip.get("clipped").get(a).get(i).asDouble(), gradients.get(a)[i], 1e-6);
            }
        }
    }

    private static Optimizer optimizer(JsonNode c) {
        JsonNode o = c.get("options");
        double decay = o.get("weight_decay").asDouble();
        return switch (c.get("optimiser").asText()) {
            case "Sgd" -> new Sgd(o.get("momentum").asDouble(), o.get("dampening").asDouble(),
                o.get("nesterov").asBoolean(), decay);
            case "Adam" -> new Adam(o.get("betas").get(0).asDouble(), o.get("betas").get(1).asDouble(),
                o.get("eps").asDouble(), decay);
            case "AdamW" -> new AdamW(o.get("betas").get(0).asDouble(), o.get("betas").get(1).asDouble(),
                o.get("eps").asDouble(), decay);
            default -> throw new AssertionError(c);
        };
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }
}
