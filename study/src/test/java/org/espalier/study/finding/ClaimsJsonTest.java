package org.espalier.study.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsJsonTest {

    private static final Claim CLAIM = ClaimTest.claim(-0.02);

    private static PublishedClaim published(Map<Long, Double> effects) {
        return published(effects, new Evidence(List.of()));
    }

    private static PublishedClaim published(Map<Long, Double> effects, Evidence evidence) {
        Trial trial = new Trial("edge-popup/density", 1, Parameters.of(Map.of("density", 0.1)), List.of(1L),
            new TreeMap<>(Map.of("digits", "abc")), List.of());
        Plan plan = new Plan("edge-popup/density", Preset.QUICK, new Overrides(new TreeMap<>(Map.of("density", List.of(0.1))),
            OptionalInt.of(3)), List.of(trial));
        return PublishedClaim.of(plan, new Judgement(CLAIM.judge(new TreeMap<>(effects)), evidence));
    }

    @Test
    void anIndicationIsNoVerdictAndSaysWhy() throws IOException {
        Map<Long, Double> above = Map.of(1L, 0.1, 2L, 0.11, 3L, 0.12, 4L, 0.1, 5L, 0.11);
        JsonNode entry = new ObjectMapper().readTree(written(published(above, new Evidence(List.of("preset quick"))))).get(0);
        assertEquals("inconclusive", entry.get("verdict").textValue());
        assertEquals("indication", entry.get("evidence").textValue());
        assertEquals("for", entry.get("indication").textValue());
        assertEquals("preset quick", entry.get("reasons").get(0).textValue());
        assertEquals("digits", entry.get("dataset").get(0).textValue());
        assertEquals(List.of("density=0.1", "seeds=3"), List.of(entry.get("overrides").get(0).textValue(),
            entry.get("overrides").get(1).textValue()));
        assertEquals(1, entry.get("planned").intValue());
        JsonNode verdict = new ObjectMapper().readTree(written(published(above))).get(0);
        assertEquals("reproduced", verdict.get("verdict").textValue());
        assertEquals("verdict", verdict.get("evidence").textValue());
        assertTrue(verdict.get("indication").isNull() && verdict.get("reasons").isEmpty());
        JsonNode none = new ObjectMapper().readTree(written(published(Map.of(), new Evidence(List.of("preset quick"))))).get(0);
        assertTrue(none.get("evidence").isNull() && none.get("indication").isNull(), "what was not run indicates nothing");
    }

    private static String written(PublishedClaim... claims) throws IOException {
        StringWriter out = new StringWriter();
        ClaimsJson.write(List.of(claims), out);
        return out.toString();
    }

    private static List<PublishedClaim> read(String text) throws IOException {
        return ClaimsJson.read(new StringReader(text), "claims.json");
    }

    @Test
    @DisplayName("the fields and their order are those of the contract, others after them")
    void fieldsAreThoseOfTheContract() throws IOException {
        JsonNode entry = new ObjectMapper().readTree(written(published(
            Map.of(1L, 0.1, 2L, 0.2, 3L, 0.3, 4L, 0.1, 5L, 0.3)))).get(0);
        List<String> names = new ArrayList<>();
        entry.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("id", "paper", "where", "statement", "study", "preset", "n", "estimate", "ci_low",
            "ci_high", "p", "expected", "verdict"), names.subList(0, 13));
        assertEquals("edge-popup/density/some-claim", entry.get("id").textValue());
        assertEquals("Someone et al. 2020, arXiv:0000.00000", entry.get("paper").textValue());
        assertEquals("quick", entry.get("preset").textValue());
        assertEquals(5, entry.get("n").intValue());
        assertEquals(0.2, entry.get("estimate").doubleValue(), 1e-12);
        assertTrue(entry.get("ci_low").isDouble() && entry.get("ci_high").isDouble() && entry.get("p").isDouble());
        assertEquals("mean effect > -0.02 (accuracy difference)", entry.get("expected").textValue());
        assertEquals("reproduced", entry.get("verdict").textValue());
    }

    @Test
    void numbersThatDoNotExistAreNull() throws IOException {
        JsonNode entries = new ObjectMapper().readTree(written(published(Map.of()), published(Map.of(1L, 0.5))));
        for (String field : List.of("estimate", "ci_low", "ci_high", "p")) {
            assertTrue(entries.get(0).get(field).isNull(), field);
        }
        assertEquals("not-run", entries.get(0).get("verdict").textValue());
        assertEquals(0.5, entries.get(1).get("estimate").doubleValue());
        for (String field : List.of("ci_low", "ci_high", "p")) {
            assertTrue(entries.get(1).get(field).isNull(), field);
        }
        assertEquals("inconclusive", entries.get(1).get("verdict").textValue());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        PublishedClaim some = published(Map.of(1L, 0.1, 2L, 0.2, 3L, 1.0 / 3));
        assertEquals(List.of(some), read(written(some)));
        PublishedClaim none = published(Map.of());
        assertNull(read(written(none)).get(0).estimate());
        assertEquals(List.of(none), read(written(none)));
        assertEquals(List.of(), read("[]"));
    }

    @Test
    void aLaterVersionsFieldsAreIgnored() throws IOException {
        PublishedClaim claim = published(Map.of(1L, 0.1, 2L, 0.2));
        assertEquals(List.of(claim), read(written(claim).replaceFirst("\\{", "{\"power\":[0.8],")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|claims.json",
        "null|holds null",
        "{}|not a list of claims",
        "[null]|entry 1",
        "[{}]|line 1",
        "[{\"id\":\"a\"|line 1",
        "[] []|not a list of claims",
        "[{\"id\":\"a\",\"id\":\"b\"}]|Duplicate",
        "[{\"n\":1,\"threshold\":0,\"alpha\":0.05,\"least_seeds\":1,\"planned\":1}]|expected the fields id"})
    void whatIsNotAListOfClaimsIsRefused(String text, String message) {
        Exception e = assertThrows(InvalidInputException.class, () -> read(text));
        assertTrue(e.getMessage().startsWith("claims.json") && e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"inconclusive,certain,unknown verdict 'certain'", "quick,huge,unknown preset 'huge'",
        "'\"n\" : 2','\"n\" : -2',n is -2"})
    void wordsAndNumbersOutOfRangeAreRefused(String good, String bad, String message) throws IOException {
        String text = written(published(Map.of(1L, 0.1, 2L, 0.2)));
        assertTrue(text.contains(good), text);
        Exception e = assertThrows(InvalidInputException.class, () -> read(text.replace(good, bad)));
        assertTrue(e.getMessage().startsWith("claims.json, entry 1: " + message), e.getMessage());
    }

    @Test
    void anIdIsThereOnce() throws IOException {
        PublishedClaim claim = published(Map.of());
        String text = written(claim, claim);
        Exception e = assertThrows(InvalidInputException.class, () -> read(text));
        assertTrue(e.getMessage().contains("entry 2") && e.getMessage().contains("some-claim"), e.getMessage());
    }
}
