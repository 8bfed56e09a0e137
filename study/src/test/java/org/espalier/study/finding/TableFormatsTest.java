package org.espalier.study.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFormatsTest {

    private static Table table(Object... cells) {
        return new Table("t", "A title", List.of("c"), Arrays.stream(cells).map(Arrays::asList).toList());
    }

    private static String csv(Table table) throws IOException {
        StringBuilder out = new StringBuilder();
        Csv.write(table, out);
        return out.toString();
    }

    private static String json(Table table) throws IOException {
        StringWriter out = new StringWriter();
        TableJson.write(table, out);
        return out.toString();
    }

    private static String latex(Table table) throws IOException {
        StringBuilder out = new StringBuilder();
        LatexTable.write(table, out);
        return out.toString();
    }

    @Test
    void csvQuotesAsRfc4180Says() throws IOException {
        Table table = new Table("t", "T", List.of("plain", "with,comma"), List.of(
            Arrays.asList("a b", "c,d"), Arrays.asList("say \"hi\"", "two\nlines"), Arrays.asList("", null),
            Arrays.asList("\r", "é;\t'")));
        assertEquals("plain,\"with,comma\"\na b,\"c,d\"\n\"say \"\"hi\"\"\",\"two\nlines\"\n\"\",\n\"\r\",é;\t'\n",
            csv(table));
    }

    @Test
    void csvNumbersReadBackAsTheSameNumber() throws IOException {
        assertEquals("c\n0.1\n-3\ntrue\n1.0E-10\n\n\nInfinity\n-Infinity\n-0.0\n",
            csv(table(0.1, -3, true, 1e-10, null, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                -0.0)));
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = csv(table(value)).split("\n")[1];
                assertEquals(value, Double.parseDouble(text));
                assertTrue(digits(text) <= digits(Double.toString(value)), text);
            }
        }
        // A number that Double.toString writes with a digit too many before Java 19.
        assertEquals("c\n2.0E23\n", csv(table(2e23)));
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    @Test
    void numbersHaveADotInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("c\n1234567.5\n", csv(table(1234567.5)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void jsonHasAnObjectARow() throws IOException {
        Table table = new Table("t", "T", List.of("a", "b \"c\""), List.of(
            Arrays.asList("x\n", 1.5), Arrays.asList(7L, null), Arrays.asList(false, Double.NaN),
            Arrays.asList(Double.NEGATIVE_INFINITY, 1e300)));
        JsonNode rows = new ObjectMapper().readTree(json(table));
        assertEquals(4, rows.size());
        assertEquals("x\n", rows.get(0).get("a").textValue());
        assertEquals(1.5, rows.get(0).get("b \"c\"").doubleValue());
        assertTrue(rows.get(1).get("a").isIntegralNumber() && rows.get(1).get("b \"c\"").isNull());
        assertTrue(rows.get(2).get("a").isBoolean() && rows.get(2).get("b \"c\"").isNull());
        assertTrue(rows.get(3).get("a").isNull());
        assertEquals(1e300, rows.get(3).get("b \"c\"").doubleValue());
        assertEquals("[\n{\"c\":1},\n{\"c\":2}\n]\n", json(table(1, 2)));
        assertEquals(0, new ObjectMapper().readTree(json(table())).size());
    }

    @Test
    void latexIsEscapedBooktabs() throws IOException {
        Table table = new Table("t", "T\n% x", List.of("a_b", "n"), List.of(
            Arrays.asList("50% & $x^2$ {#1} ~\\<>|", 2L), Arrays.asList(null, null)));
        assertEquals(
            """
                % T % x
                \\begin{tabular}{lr}
                \\toprule
                a\\_b & n \\\\
                \\midrule
                50\\% \\& \\$x\\textasciicircum{}2\\$ \\{\\#1\\} \\textasciitilde{}\\textbackslash{}\\textless{}\\textgreater{}\\textbar{} & 2 \\\\
                 &  \\\\
                \\bottomrule
                \\end{tabular}
                """,
            latex(table));
        assertTrue(latex(table("[1]")).contains("\n{}[1] \\\\\n"));
    }

    @Test
    void tablesThatAreNotTablesAreRefused() {
        refused("there twice", () -> new Table("t", "T", List.of("a", "a"), List.of()));
        refused("a row has 2 cells, expected 1", () -> new Table("t", "T", List.of("a"), List.of(List.of(1L, 2L))));
        refused("column 'c': a cell is a BigDecimal", () -> table(new BigDecimal("1")));
        refused("has no column 'd'; it has c", () -> table(1).column("d"));
        assertEquals(List.of(1L, 2L, 0.5), table(1, (short) 2, 0.5f).column("c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a/b", "a\\b", ".hidden", "a b", "-x"})
    void idsThatAreNoFileNamesAreRefused(String id) {
        refused("table id '" + id + "'", () -> new Table(id, "T", List.of(), List.of()));
    }

    static void refused(String message, org.junit.jupiter.api.function.Executable executable) {
        Exception e = assertThrows(IllegalArgumentException.class, executable);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
