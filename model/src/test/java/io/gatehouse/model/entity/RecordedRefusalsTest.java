package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded refusal of a create request that follows from the body alone must be repeated to the letter. */
class RecordedRefusalsTest {
    private static final Set<Integer> BODY_CODES = Set.of(2, 11, 13);
    /** Reasons of libraries differ by build. */
    private static final Pattern REASON = Pattern.compile(
            "(invalid certificate: |invalid key: |could not load private key|\\(PCRE returned: )[^;\\n]+");

    private static final Pattern EXPRESSION =
            Pattern.compile("(Router Expression failed validation: ).*", Pattern.DOTALL);

    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final EntityValidator validator = new EntityValidator(catalog);

    @TestFactory
    Stream<DynamicTest> repeatsRecordedRefusals() {
        return Recordings.exchanges().stream()
                .filter(this::isAboutTheBody)
                .map(exchange -> DynamicTest.dynamicTest(name(exchange), () -> repeat(exchange)));
    }

    private boolean isAboutTheBody(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        String path = request.path("path").asText().substring(1);
        return request.path("method").asText().equals("POST")
                && catalog.type(path).filter(type -> !type.internal()).isPresent()
                && request.path("json").isObject()
                && !request.toString().contains("<pem>")
                && BODY_CODES.contains(exchange.at("/response/json/code").asInt())
                && !isOfLaterPlugin(path, request.at("/json/name"))
                && !isDeviation(request.get("json"));
    }

    /** Plugins that are recorded but not part of this build. */
    private boolean isOfLaterPlugin(String path, JsonNode name) {
        return path.equals("plugins")
                && catalog.plugin(name.asText()).isEmpty()
                && Recordings.file("recorded/schemas/plugins/" + name.asText() + ".json")
                        .toFile()
                        .exists();
    }

    /** Where the recorded answer is odd and a better one was decided on, or where Lua would have to be understood. */
    private static boolean isDeviation(JsonNode body) {
        return body.has("url") && body.get("url").isNull()
                || body.at("/route/id").isNumber()
                || body.at("/config/custom_fields_by_lua").isObject();
    }

    private static String name(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        return request.get("path").asText() + " " + request.get("json");
    }

    private void repeat(JsonNode exchange) {
        EntityType type =
                catalog.type(exchange.at("/request/path").asText().substring(1)).orElseThrow();
        ObjectNode body = (ObjectNode) exchange.at("/request/json");
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> {
                    ObjectNode resolved =
                            validator.resolveReferences(type, body, (target, field, value) -> known(value));
                    validator.forInsert(type, resolved);
                },
                () -> "accepted: " + name(exchange));
        assertEquals(comparable(exchange.at("/response/json")), comparable(refusal.toDocument()));
    }

    private static Optional<String> known(String name) {
        return Set.of("bob", "s1").contains(name)
                ? Optional.of("00000000-0000-0000-0000-0000000000c1")
                : Optional.empty();
    }

    private static JsonNode comparable(JsonNode document) {
        if (document.isTextual()) {
            String text = REASON.matcher(document.textValue()).replaceAll("$1<reason>");
            String named = EXPRESSION.matcher(text).replaceAll("$1");
            // the recordings do not agree on the order of these two
            return TextNode.valueOf(named.replace("'jwk', 'pem'", "'pem', 'jwk'"));
        }
        JsonNode copy = document.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(comparable(member.getValue())));
        } else if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, comparable(array.get(i)));
            }
        }
        return copy;
    }
}
