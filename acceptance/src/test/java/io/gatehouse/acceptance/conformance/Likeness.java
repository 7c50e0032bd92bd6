package io.gatehouse.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts placeholders where answers differ by nature: ids that were made up, times, keys, hashes, and the reasons that libraries
 * give. Recordings hold the same placeholders already, and ids that begin with zeros are as the client gave them.
 */
final class Likeness {
    private static final Set<String> TIMES = Set.of("created_at", "updated_at");
    /** Recent enough to have been set by the node. */
    private static final double RECENT = 1.6e9;

    private static final String ID = "\\b(?!00000000-0000-0000-0000-)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b";

    private static final List<Replacement> REPLACEMENTS = List.of(
            new Replacement("(?s)-----BEGIN .*", "<pem>"),
            new Replacement("\\$pbkdf2-sha512\\$.*", "<phc>"),
            new Replacement(ID, "<uuid>"),
            new Replacement("\\b[0-9a-f]{64}\\b", "<sha256hex>"),
            new Replacement("\\b[0-9a-f]{40}\\b", "<sha1>"),
            new Replacement("^[0-9A-Za-z]{32}$", "<random32>"),
            new Replacement("^[0-9A-Za-z]{44}$", "<secret>"),
            new Replacement("(\\?|&)offset=[^&]+", "$1offset=<offset>"),
            new Replacement(
                    "(invalid certificate: |invalid key: |could not load private key|\\(PCRE returned: "
                            + "|rror parsing [\\w-]+: )[^;\\n]+",
                    "$1<reason>"),
            new Replacement("(?s)(Router Expression failed validation: ).*", "$1<reason>"),
            // the recordings do not agree on the order of these two
            new Replacement("'jwk', 'pem'", "'pem', 'jwk'"));

    private Likeness() {}

    private record Replacement(Pattern pattern, String placeholder) {
        Replacement(String pattern, String placeholder) {
            this(Pattern.compile(pattern), placeholder);
        }

        String in(String text) {
            return pattern.matcher(text).replaceAll(placeholder);
        }
    }

    /**
     * A copy to compare.
     *
     * @param byChance whether chance decided which rows are on the page: only their number counts then
     */
    static JsonNode of(JsonNode document, boolean byChance) {
        JsonNode copy = of("", document);
        if (byChance && copy instanceof ObjectNode page && page.path("data").isArray()) {
            page.set("data", IntNode.valueOf(page.path("data").size()));
        }
        return copy;
    }

    private static JsonNode of(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), of(member.getKey(), member.getValue())));
            return JsonNodeFactory.instance.objectNode().setAll(members);
        }
        if (value instanceof ArrayNode array) {
            Stream<JsonNode> elements = array.valueStream().map(element -> of(name, element));
            // rows come in the order of ids, which are made up
            List<JsonNode> all = (name.equals("data")
                            ? elements.sorted(Comparator.comparing(JsonNode::toString))
                            : elements)
                    .toList();
            return JsonNodeFactory.instance.arrayNode().addAll(all);
        }
        if (value.isNumber()) {
            return TIMES.contains(name) && value.doubleValue() > RECENT ? TextNode.valueOf("<now>") : plain(value);
        }
        if (value.isTextual()) {
            return TextNode.valueOf(name.equals("offset") ? "<offset>" : text(name, value.textValue()));
        }
        return value;
    }

    /** {@code 5.0} is 5. */
    private static JsonNode plain(JsonNode number) {
        return number.canConvertToExactIntegral()
                ? JsonNodeFactory.instance.numberNode(number.longValue())
                : JsonNodeFactory.instance.numberNode(number.doubleValue());
    }

    private static String text(String name, String value) {
        String text = value;
        for (Replacement replacement : REPLACEMENTS) {
            text = replacement.in(text);
        }
        if (!name.equals("next") || text.indexOf('?') < 0) {
            return text;
        }
        String[] parts = text.split("\\?", 2);
        return parts[0] + "?"
                + String.join("&", Stream.of(parts[1].split("&")).sorted().toList());
    }
}
