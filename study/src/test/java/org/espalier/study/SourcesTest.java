package org.espalier.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class SourcesTest {
    /** The content of birds, wherever it lies, is known as birds@7. */
    private static final Parameter DATA = Parameter.text("dataset", "images", () -> List.of("digits"))
        .from(new Parameter.Source("arrays", "arrays:FILE", word -> {
            if (word.endsWith("birds") || word.equals("arrays:birds@7")) {
                return "arrays:birds@7";
            }
            throw new InvalidInputException("there is no " + word);
        }));
    private static final Parameter NETWORK = Parameter.text("network", "layers", () -> List.of("small"))
        .from(new Parameter.Source("file", "file:FILE", word -> word, word -> Map.of("width", 1.0, "absent", "x")));
    private static final List<Parameter> PARAMETERS = List.of(DATA, NETWORK, Parameter.number("width", "factor", 0, 9));

    private static Overrides parse(String... settings) {
        return Overrides.parse(PARAMETERS, List.of(settings), OptionalInt.empty());
    }

    private static String refused(String... settings) {
        return assertThrows(InvalidInputException.class, () -> parse(settings)).getMessage();
    }

    @Test
    void aWordBehindASchemeBecomesWhatItsContentIs() {
        Overrides overrides = parse("dataset=arrays:/some/where/birds,digits");
        assertEquals(List.of("arrays:birds@7", "digits"), overrides.values().get("dataset"));
        assertEquals(overrides.values(), parse(overrides.settings().toArray(String[]::new)).values());
        assertEquals(List.of("arrays:birds@7"), parse("dataset=arrays:a/birds,arrays:b/birds").values().get("dataset"));
    }

    @Test
    void aWordThatLeadsNowhereIsRefusedByTheSourceAndAnUnknownOneNamesTheSources() {
        assertEquals("there is no arrays:fish", refused("dataset=arrays:fish"));
        assertEquals("unknown value of parameter 'dataset': 'fish'; expected one of digits; or arrays:FILE",
            refused("dataset=fish"));
    }

    @Test
    void whatGoesWithAValueIsSetWhereTheStudyHasIt() {
        assertEquals(Map.of("network", List.of("file:a"), "width", List.of(1.0)), parse("network=file:a").values());
        assertEquals(List.of(1.0), parse("network=file:a,file:b", "width=1").values().get("width"));
        assertEquals("--set network=file:a goes with width=1.0, found width=2.0", refused("network=file:a", "width=2"));
        assertEquals(List.of(2.0), parse("network=small", "width=2").values().get("width"));
    }

    @Test
    void anAxisOfAGridIsThereOnlyWhenItIsGiven() {
        assertEquals(List.of(Parameters.of(Map.of("density", 0.5))),
            Grid.with(Overrides.NONE).axis("density", 0.5).optional("network").points());
        assertEquals(List.of(Parameters.of(Map.of("density", 0.5, "network", "small"))),
            Grid.with(parse("network=small")).axis("density", 0.5).optional("network").points());
    }
}
