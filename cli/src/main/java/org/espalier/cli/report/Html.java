package org.espalier.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes HTML and escapes everything: text and attribute values can be any string. The one way around is
 * {@link #trusted}, for markup made here.
 *
 * <p>Elements are opened and closed in pairs; {@link #toString()} refuses a document in which one is still open.
 */
final class Html {
    private static final Set<String> VOID = Set.of("meta", "br", "hr", "img", "link", "col");
    /** After these a line end would be seen as a space. */
    private static final Set<String> INLINE = Set.of("a", "b", "code", "span", "small");

    private final StringBuilder out = new StringBuilder(1 << 14);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names and values in turn, an attribute with a null value is left out. */
    Html open(String element, @Nullable String... attributes) {
        out.append('<').append(element);
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attribute without a value in <" + element + ">");
        }
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
            }
        }
        out.append('>');
        if (!VOID.contains(element)) {
            open.push(element);
        }
        return this;
    }

    /** Closes the innermost element, which must be {@code element}. */
    Html close(String element) {
        String innermost = open.isEmpty() ? "nothing" : open.pop();
        if (!innermost.equals(element)) {
            throw new IllegalStateException("</" + element + "> closes <" + innermost + ">");
        }
        out.append("</").append(element).append('>');
        if (!INLINE.contains(element)) {
            out.append('\n');
        }
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String element, String text, @Nullable String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** Markup that was made here and holds nothing from outside that is not escaped. */
    Html trusted(String markup) {
        out.append(markup);
        return this;
    }

    /** Escapes the five characters that mean something, and drops those that may not stand in a document. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
                    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                    safe.appendCodePoint(control || surrogate || c == 0xfffe || c == 0xffff ? 0xfffd : c);
                }
            }
        });
        return safe.toString();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }
}
