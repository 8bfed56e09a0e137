package org.espalier.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final List<Parameter> PARAMETERS = List.of(
        Parameter.number("density", "kept", 0, 1),
        Parameter.integer("steps", "steps", 1, Long.MAX_VALUE),
        Parameter.integer("shift", "shift", -5, 5),
        Parameter.text("architecture", "network", () -> List.of("conv-2", "conv-4")),
        Parameter.text("label", "free", List::of),
        Parameter.flag("rewind", "rewind"));

    private static Overrides parse(String... settings) {
        return Overrides.parse(PARAMETERS, List.of(settings), OptionalInt.empty());
    }

    @Test
    void valuesTakeTheirParametersType() {
        Overrides overrides = parse("density=0.1,1,1.0,5e-1", "steps=100", "architecture=conv-4,conv-2",
            "rewind=true,false", "shift=-5", "label= a b ");
        assertEquals(List.of(0.1, 1.0, 0.5), overrides.values().get("density"));
        assertEquals(List.of(100L), overrides.values().get("steps"));
        assertEquals(List.of("conv-4", "conv-2"), overrides.values().get("architecture"));
        assertEquals(List.of(true, false), overrides.values().get("rewind"));
        assertEquals(List.of("a b"), overrides.values().get("label"));
        assertTrue(parse().isEmpty());
    }

    @Test
    void settingsReadBackAsTheSameValues() {
        Overrides overrides = parse("density=0.1,1e-7,0.30000000000000004", "steps=9223372036854775807", "rewind=true");
        assertEquals(overrides.values(),
            Overrides.parse(PARAMETERS, overrides.settings(), OptionalInt.empty()).values());
    }

    @Test
    void severalValuesAreRefusedWhereOneIsExpected() {
        Overrides overrides = parse("density=0.1,1", "steps=5");
        overrides.requireOneValue("a/study", List.of("steps", "shift"));
        assertEquals("--set density=0.1,1.0: expected one value; a/study does not compare values of density",
            assertThrows(InvalidInputException.class,
                () -> overrides.requireOneValue("a/study", List.of("steps", "density"))).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "desnity=0.1; unknown parameter 'desnity'; did you mean density?",
        "density; --set: expected key=value or key=value,value, found 'density'",
        "=3; --set: expected key=value or key=value,value, found '=3'",
        "density=1.5; parameter 'density': expected a number from 0 to 1, found '1.5'",
        "density=0.5,-0.1; parameter 'density': expected a number from 0 to 1, found '-0.1'",
        "density=NaN; parameter 'density': expected a number from 0 to 1, found 'NaN'",
        "density=0x1p-1; parameter 'density': expected a number from 0 to 1, found '0x1p-1'",
        "density=; parameter 'density': expected a number from 0 to 1, found ''",
        "shift=6; parameter 'shift': expected a whole number from -5 to 5, found '6'",
        "shift=1.5; parameter 'shift': expected a whole number from -5 to 5, found '1.5'",
        "steps=99999999999999999999; found '99999999999999999999'",
        "rewind=yes; parameter 'rewind': expected true or false, found 'yes'",
        "architecture=conv-3; unknown value of parameter 'architecture': 'conv-3'; did you mean conv-2 or conv-4?",
        "label=; parameter 'label': expected a word, found ''",
    })
    void wrongSettingsAreRefusedInOneSentence(String setting, String message) {
        String found = assertThrows(InvalidInputException.class, () -> parse(setting)).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void aKeyIsGivenOnce() {
        assertThrows(InvalidInputException.class, () -> parse("density=0.1", "density=0.2"));
    }

    @Test
    void seeds() {
        assertEquals(List.of(0L, 1L, 2L), Overrides.parse(PARAMETERS, List.of(), OptionalInt.of(3)).seedsOr(9));
        assertEquals(List.of(0L, 1L), Overrides.NONE.seedsOr(2));
        assertThrows(InvalidInputException.class, () -> Overrides.parse(PARAMETERS, List.of(), OptionalInt.of(0)));
    }
}
