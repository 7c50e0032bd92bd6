package io.gatehouse.proxy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.yaml.YamlDocument;
import io.gatehouse.proxy.node.StandaloneNode.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Repeats the exchanges that were recorded of the Admin API of a node without a database, in their order. */
class RecordedAdminTest {
    /** Of these only the names of the members are compared: they tell of the process itself. */
    private static final Set<String> OF_THE_PROCESS = Set.of("/", "/status", "/timers");
    /** There is no Lua here. */
    private static final Set<String> OF_LUA = Set.of("lua_version");
    /** Here the reference fails; this node answers. */
    private static final Set<String> ANSWERED = Set.of("tags");
    /** The reason is the YAML parser's. */
    private static final Pattern REASON = Pattern.compile("(failed parsing declarative configuration: ).*");

    private static final Pattern RANDOM_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Set<String> MADE_UP = Set.of("created_at", "updated_at", "node_id");

    @TempDir
    static Path prefix;

    private static StandaloneNode node;

    @BeforeAll
    static void start() throws IOException {
        node = new StandaloneNode(prefix);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        List<DynamicTest> tests = new ArrayList<>();
        Recordings.json("recorded/exchanges/dbless-config.json")
                .forEach(exchange ->
                        tests.add(DynamicTest.dynamicTest(exchange.path("name").asText(), () -> repeat(exchange))));
        return tests.stream();
    }

    private static void repeat(JsonNode exchange) throws Exception {
        JsonNode request = exchange.get("request");
        JsonNode recorded = exchange.get("response");
        String path = request.path("path").asText();
        Answer answer = node.admin(
                request.path("method").asText(),
                path,
                request.path("headers").path("Content-Type").asText(""),
                body(request.path("body")));
        if (ANSWERED.contains(exchange.path("name").asText())) {
            assertEquals(200, answer.status());
            return;
        }
        assertEquals(
                recorded.path("status").asInt(),
                answer.status(),
                answer.response().body());
        assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        JsonNode expected = recorded.get("body");
        if (expected.isNull()) {
            assertEquals("", answer.response().body());
        } else if (OF_THE_PROCESS.contains(path)) {
            String text = answer.response().body();
            expected.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !OF_LUA.contains(name))
                    .forEach(name -> assertTrue(text.contains('"' + name + '"'), name));
        } else {
            assertEquals(likeness("", expected), likeness("", answer.json()));
        }
    }

    private static String body(JsonNode body) {
        return body.isNull() ? "" : body.isTextual() ? body.textValue() : body.toString();
    }

    /** What is made up anew each time is replaced, and text in YAML by what it says. */
    private static JsonNode likeness(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> {
                String key = RANDOM_ID.matcher(member.getKey()).replaceAll("<id>");
                copy.set(key, likeness(key, member.getValue()));
            });
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(likeness(name, element)));
            return copy;
        }
        if (MADE_UP.contains(name)) {
            return TextNode.valueOf("<made up>");
        }
        if (name.equals("config") && value.isTextual()) {
            return likeness("", YamlDocument.parse(value.textValue()));
        }
        if (value.isTextual()) {
            String text = RANDOM_ID.matcher(value.textValue()).replaceAll("<id>");
            return TextNode.valueOf(REASON.matcher(text).replaceAll("$1<reason>"));
        }
        return value.isIntegralNumber() ? JsonNodeFactory.instance.numberNode(value.longValue()) : value;
    }
}
