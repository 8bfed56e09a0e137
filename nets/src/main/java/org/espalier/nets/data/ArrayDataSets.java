package org.espalier.nets.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;

/**
 * The data sets that users give as arrays. What is kept of one is where its file is and what it held, so workers read the very
 * file, and refuse it when its content has changed.
 */
final class ArrayDataSets {
    static final String SCHEME = "arrays";
    private static final Brought<ArrayDataSet> BROUGHT =
        new Brought<>(SCHEME, "datasets", "data set", ArrayDataSets::remember);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ArrayDataSets() {}

    /** @param word {@code arrays:FILE.npz}, or a reference @return the reference */
    static String take(String word) {
        Optional<Reference> reference = BROUGHT.reference(word).filter(BROUGHT::knows);
        if (reference.isPresent()) {
            return word;
        }
        ArrayDataSet read = ArrayDataSet.read(Reference.path(SCHEME, word));
        return BROUGHT.take(BROUGHT.reference(read.name()).orElseThrow(), read, text(read)).toString();
    }

    /** The data set of a reference; empty if the name is none of these. */
    static Optional<DataSet> find(String name) {
        return BROUGHT.reference(name).map(BROUGHT::find);
    }

    private static String text(ArrayDataSet read) {
        ArrayDataSet.Facts facts = read.facts();
        ObjectNode json = JSON.createObjectNode();
        json.put("file", read.source().orElseThrow().toString()).put("checksum", facts.checksum());
        json.putArray("shape").add(facts.shape().channels()).add(facts.shape().height()).add(facts.shape().width());
        json.put("classes", facts.classes()).put("train", facts.train()).put("test", facts.test());
        return json.toPrettyString() + "\n";
    }

    private static ArrayDataSet remember(Reference reference, String text, Path where) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode shape = json.path("shape");
            ArrayDataSet.Facts facts = new ArrayDataSet.Facts(json.path("checksum").asText(),
                new ImageShape(positive(shape.path(0)), positive(shape.path(1)), positive(shape.path(2))),
                positive(json.path("classes")), positive(json.path("train")), positive(json.path("test")));
            if (!facts.checksum().matches("[0-9a-f]{64}") || !facts.checksum().startsWith(reference.hash())) {
                throw new IllegalArgumentException("the checksum is another");
            }
            return ArrayDataSet.known(Reference.path(SCHEME, json.path("file").asText()), reference.toString(), facts);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InvalidInputException(where + " is damaged, expected the place and the checksum of " + reference
                + "; delete it and run with " + SCHEME + ":FILE again", e);
        }
    }

    private static int positive(JsonNode node) {
        if (!node.canConvertToInt() || node.intValue() < 1) {
            throw new IllegalArgumentException("expected a whole number above 0");
        }
        return node.intValue();
    }
}
