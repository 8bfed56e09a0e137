package org.espalier.cli.report;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * An SVG drawn by Lets-Plot, made fit for publication: the same figure gives the same bytes (its ids are random), no
 * style leaks into the page around it (its style sheet becomes attributes), nothing links out, numbers are short.
 */
final class SvgDocument {
    private static final Pattern RULE = Pattern.compile("\\.([a-z-]+)\\s*\\{([^}]*)}");
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final Pattern NOT_XML = Pattern.compile("[^\\t\\n\\r\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]");
    private static final String FONTS =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";
    private static final int MARGIN = 14;
    private static final List<String> FORBIDDEN = List.of("script", "foreignObject", "image", "style");

    private final Document document;
    private final Element root;

    private SvgDocument(Document document) {
        this.document = document;
        this.root = document.getDocumentElement();
    }

    static SvgDocument parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            SvgDocument parsed = new SvgDocument(
                factory.newDocumentBuilder().parse(new InputSource(new StringReader(NOT_XML.matcher(svg).replaceAll("\ufffd")))));
            parsed.clean();
            return parsed;
        } catch (Exception e) {
            throw new IllegalStateException("the drawn SVG cannot be read", e);
        }
    }

    /** A file of its own, on white. */
    String standAlone(String title) {
        int width = (int) Math.ceil(Double.parseDouble(root.getAttribute("width"))) + 2 * MARGIN;
        int height = (int) Math.ceil(Double.parseDouble(root.getAttribute("height"))) + 2 * MARGIN;
        root.setAttribute("width", Integer.toString(width));
        root.setAttribute("height", Integer.toString(height));
        root.setAttribute("viewBox", -MARGIN + " " + -MARGIN + " " + width + " " + height);
        Element paper = document.createElementNS(root.getNamespaceURI(), "rect");
        paper.setAttribute("x", Integer.toString(-MARGIN));
        paper.setAttribute("y", Integer.toString(-MARGIN));
        paper.setAttribute("width", "100%");
        paper.setAttribute("height", "100%");
        paper.setAttribute("fill", "#ffffff");
        root.insertBefore(paper, root.getFirstChild());
        name(title);
        renumberIds("c");
        return serialise();
    }

    /** A part of a page: colours follow the page's variables. */
    String inline(String prefix, String title) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(Palette.INK, "var(--ink)");
        variables.put(Palette.QUIET_INK, "var(--quiet)");
        variables.put(Palette.PAPER, "var(--paper)");
        variables.put(Palette.GRID, "var(--grid)");
        for (int i = 0; i < Palette.ON_LIGHT.size(); i++) {
            variables.put(Palette.ON_LIGHT.get(i), "var(--series-" + (i + 1) + ")");
        }
        for (Element element : elements()) {
            for (Attr attribute : attributes(element)) {
                String value = attribute.getValue();
                if (attribute.getName().equals("style")) {
                    for (Map.Entry<String, String> variable : variables.entrySet()) {
                        value = value.replace(variable.getKey(), variable.getValue());
                    }
                }
                attribute.setValue(variables.getOrDefault(value, value));
            }
        }
        name(title);
        renumberIds(prefix);
        return serialise();
    }

    private void clean() {
        Map<String, Map<String, String>> styles = new HashMap<>();
        for (Element element : elements()) {
            if (element.getLocalName().equals("style")) {
                styles.putAll(rules(element.getTextContent()));
            }
        }
        styles.computeIfPresent("legend-item", (name, style) -> {
            style.put("font-size", PlotTheme.TEXT + "px");
            return style;
        });
        for (Element element : elements()) {
            if (FORBIDDEN.contains(element.getLocalName())) {
                element.getParentNode().removeChild(element);
                continue;
            }
            styles.getOrDefault(element.getAttribute("class"), Map.of()).forEach(element::setAttribute);
            // The library writes the font of text layers into their style; theirs is the figure's.
            element.setAttribute("style", element.getAttribute("style").replaceAll("font-family:[^;]*;?", ""));
            for (Attr attribute : attributes(element)) {
                String name = attribute.getName();
                boolean link = name.endsWith("href") && !attribute.getValue().startsWith("#");
                if (name.equals("class") || name.equals("clip-bounds-jfx") || name.startsWith("on") || link
                    || name.equals("style") && attribute.getValue().isEmpty()) {
                    element.removeAttributeNode(attribute);
                } else if (!name.startsWith("xmlns")) {
                    attribute.setValue(shorten(hexColours(attribute.getValue())));
                }
            }
            if (element.getLocalName().equals("line")) {
                element.removeAttribute("fill");
                element.removeAttribute("fill-opacity");
            }
            if (element.getLocalName().equals("text")) {
                trim(element);
            }
        }
        removeBlankText(root);
        root.removeAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xlink");
        root.setAttribute("viewBox", "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
        root.setAttribute("font-family", FONTS);
    }

    private static Map<String, Map<String, String>> rules(String css) {
        Map<String, Map<String, String>> rules = new HashMap<>();
        Matcher rule = RULE.matcher(css);
        while (rule.find()) {
            Map<String, String> declarations = rules.computeIfAbsent(rule.group(1), r -> new LinkedHashMap<>());
            for (String declaration : rule.group(2).split(";")) {
                String[] parts = declaration.split(":", 2);
                String name = parts[0].trim();
                if (parts.length == 2 && List.of("fill", "font-size", "font-weight").contains(name)) {
                    declarations.put(name, parts[1].trim());
                }
            }
        }
        return rules;
    }

    /** The name that a screen reader speaks. */
    private void name(String title) {
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", NOT_XML.matcher(title).replaceAll("\ufffd"));
    }

    private void renumberIds(String prefix) {
        Map<String, String> names = new HashMap<>();
        for (Element element : elements()) {
            if (!element.getAttribute("id").isEmpty()) {
                String name = prefix + "-" + (names.size() + 1);
                names.put(element.getAttribute("id"), name);
                element.setAttribute("id", name);
            }
        }
        for (Element element : elements()) {
            for (Attr attribute : attributes(element)) {
                String value = attribute.getValue();
                if (value.startsWith("url(#") && value.endsWith(")")) {
                    attribute.setValue("url(#" + names.get(value.substring(5, value.length() - 1)) + ")");
                }
            }
        }
    }

    private static String hexColours(String value) {
        return RGB.matcher(value).replaceAll(m -> String.format(Locale.ROOT, "#%02x%02x%02x",
            Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))));
    }

    private static String shorten(String value) {
        return LONG_NUMBER.matcher(value).replaceAll(m -> {
            BigDecimal rounded = new BigDecimal(m.group()).setScale(2, RoundingMode.HALF_EVEN);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        });
    }

    private static void trim(Element text) {
        for (Node child = text.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE) {
                child.setNodeValue(child.getNodeValue().strip());
            } else if (child instanceof Element part) {
                trim(part);
            }
        }
    }

    private static void removeBlankText(Element element) {
        Node next;
        for (Node child = element.getFirstChild(); child != null; child = next) {
            next = child.getNextSibling();
            if (child.getNodeType() == Node.TEXT_NODE && child.getNodeValue().isBlank()) {
                element.removeChild(child);
            } else if (child instanceof Element part) {
                removeBlankText(part);
            }
        }
    }

    private List<Element> elements() {
        List<Element> elements = new ArrayList<>(List.of(root));
        for (int i = 0; i < elements.size(); i++) {
            for (Node child = elements.get(i).getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element part) {
                    elements.add(part);
                }
            }
        }
        return elements;
    }

    private static List<Attr> attributes(Element element) {
        NamedNodeMap map = element.getAttributes();
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < map.getLength(); i++) {
            attributes.add((Attr) map.item(i));
        }
        return attributes;
    }

    private String serialise() {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (javax.xml.transform.TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
