package io.gatehouse.liberty.server;

import java.util.Map;

/** Writes a configuration document of Liberty: nested elements with attributes, everything escaped. */
final class ConfigurationXml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<server>\n");

    /** Adds an element without content. */
    ConfigurationXml element(String name, Map<String, String> attributes) {
        open(name, attributes);
        text.setLength(text.length() - 2);
        text.append("/>\n");
        return this;
    }

    /** Adds a start tag; {@link #close} ends it. */
    ConfigurationXml open(String name, Map<String, String> attributes) {
        text.append("  <").append(name);
        attributes.forEach((attribute, value) -> text.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        text.append(">\n");
        return this;
    }

    /** Adds an element whose content is text. */
    ConfigurationXml text(String name, String content) {
        text.append("  <")
                .append(name)
                .append('>')
                .append(escaped(content))
                .append("</")
                .append(name)
                .append(">\n");
        return this;
    }

    ConfigurationXml close(String name) {
        text.append("  </").append(name).append(">\n");
        return this;
    }

    @Override
    public String toString() {
        return text + "</server>\n";
    }

    // "${" would be taken for a variable of Liberty, which has no escape for it: such values travel as variables
    // themselves
    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
