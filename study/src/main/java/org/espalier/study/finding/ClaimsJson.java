package org.espalier.study.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Preset;

/**
 * {@code claims.json}: an array of {@link PublishedClaim}s, in the order of the studies and their papers.
 *
 * <p>Reading ignores fields it does not know, so that a later version's file can be read, and refuses entries without
 * the fields it does know.
 */
public final class ClaimsJson {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build())
        .enable(SerializationFeature.INDENT_OUTPUT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private ClaimsJson() {
    }

    /** Writes the entries to {@code out}, which stays open, with a line end after them. */
    public static void write(List<PublishedClaim> claims, Writer out) throws IOException {
        JSON.writeValue(out, claims);
        out.write('\n');
    }

    /**
     * Reads the entries.
     *
     * @param in     the text
     * @param source what to call it in errors: the file's name
     * @throws InvalidInputException if it is not a {@code claims.json}
     */
    public static List<PublishedClaim> read(Reader in, String source) throws IOException {
        PublishedClaim[] claims;
        try {
            claims = JSON.readValue(in, PublishedClaim[].class);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(source + (e.getLocation() == null ? "" : ", line "
                + e.getLocation().getLineNr()) + ": not a list of claims: "
                + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        }
        if (claims == null) {
            throw new InvalidInputException(source + " holds null; expected a list of claims");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < claims.length; i++) {
            String where = source + ", entry " + (i + 1) + ": ";
            check(claims[i], where);
            if (!ids.add(claims[i].id())) {
                throw new InvalidInputException(where + "the id '" + claims[i].id() + "' was there before");
            }
        }
        return List.of(claims);
    }

    private static void check(PublishedClaim claim, String where) {
        if (claim == null || claim.id() == null || claim.study() == null || claim.statement() == null
            || claim.verdict() == null || claim.preset() == null) {
            throw new InvalidInputException(where + "expected the fields id, study, preset, statement and verdict");
        }
        if (claim.n() < 0) {
            throw new InvalidInputException(where + "n is " + claim.n() + "; expected 0 or more");
        }
        try {
            Verdict.ofLabel(claim.verdict());
            Preset.ofLabel(claim.preset());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(where + e.getMessage(), e);
        }
    }
}
