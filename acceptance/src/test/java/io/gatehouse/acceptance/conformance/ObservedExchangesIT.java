package io.gatehouse.acceptance.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.acceptance.http.RawRequest;
import io.gatehouse.acceptance.http.RawRequest.RawAnswer;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Repeats recorded pairs of request and answer, which lie beside the checkout and are not part of it. Each builds on what
 * those before it have stored, so they run in the order of the recording.
 */
@EnabledIf(
        value = "recordingIsThere",
        disabledReason = "needs ../shared/spec/observed-exchanges.jsonl beside the checkout")
class ObservedExchangesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PEM = Pattern.compile("<pem>");
    private static final String ID = "<uuid>";
    private static final String OFFSET = "<offset>";

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private final RecordingNotes notes = RecordingNotes.read();
    private final KeyMaterial keyMaterial = new KeyMaterial();
    /** What the recording calls by placeholders: the id that was made last, and where the last page ended. */
    private String lastId;

    private String lastOffset;

    static boolean recordingIsThere() {
        return Files.exists(recording());
    }

    private static Path recording() {
        return Installation.home().resolveSibling("shared").resolve("spec/observed-exchanges.jsonl");
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() throws IOException {
        URI admin = NODES.sharedControlPlane().admin();
        List<String> lines = Files.readAllLines(recording());
        return IntStream.rangeClosed(1, lines.size())
                .filter(line -> !notes.unsent().contains(line))
                .mapToObj(line -> {
                    JsonNode exchange = parse(lines.get(line - 1));
                    return DynamicTest.dynamicTest(
                            line + " " + exchange.at("/request/method").asText() + " "
                                    + exchange.at("/request/path").asText(),
                            () -> repeat(line, admin, exchange.path("request"), exchange.path("response")));
                });
    }

    private void repeat(int line, URI admin, JsonNode recorded, JsonNode expected) {
        RawRequest request = request(line, recorded);
        RawAnswer answer = request.send(admin);
        boolean json = answer.headers().getOrDefault("content-type", "").startsWith("application/json");
        JsonNode document = json && !answer.text().isEmpty() ? parse(answer.text()) : parse("null");
        remember(request, answer, document);

        if (notes.departures().containsKey(line)) {
            assertTrue(answer.status() < 500, () -> request + " was answered with " + answer);
            return;
        }
        assertEquals(
                expected.path("status").intValue(), answer.status(), () -> request + " was answered with " + answer);
        expected.path("headers")
                .properties()
                .forEach(header -> assertEquals(
                        header.getValue().textValue(), answer.headers().get(header.getKey()), header.getKey()));
        if (expected.has("json")) {
            boolean byChance = notes.byChance().contains(line);
            assertEquals(
                    Likeness.of(expected.get("json"), byChance).toPrettyString(),
                    Likeness.of(document, byChance).toPrettyString(),
                    request::toString);
            assertEquals(
                    expected.path("content_type").textValue(), answer.headers().get("content-type"));
        }
    }

    private RawRequest request(int line, JsonNode recorded) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (recorded.path("content_type").isTextual()) {
            headers.put("Content-Type", recorded.get("content_type").textValue());
        }
        recorded.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        String body = null;
        if (recorded.has("json")) {
            body = withKeyMaterial(line, recorded.get("json").toString());
        } else if (recorded.has("raw")) {
            body = recorded.get("raw").textValue();
        }
        String target = recorded.path("path").textValue();
        if (target.contains(ID)) {
            target = target.replace(ID, lastId);
        }
        if (target.contains(OFFSET)) {
            target = target.replace(OFFSET, lastOffset);
        }
        return new RawRequest(recorded.path("method").textValue(), target, headers, body);
    }

    private String withKeyMaterial(int line, String body) {
        List<String> names = notes.keyMaterial().getOrDefault(line, List.of());
        Matcher matcher = PEM.matcher(body);
        StringBuilder text = new StringBuilder();
        for (int i = 0; matcher.find(); i++) {
            String pem = keyMaterial.pem(names.get(i)).replace("\n", "\\n");
            matcher.appendReplacement(text, Matcher.quoteReplacement(pem));
        }
        return matcher.appendTail(text).toString();
    }

    private void remember(RawRequest request, RawAnswer answer, JsonNode document) {
        if (request.method().equals("POST") && answer.status() == 201 && document.has("id")) {
            lastId = document.get("id").textValue();
        }
        if (document.path("offset").isTextual()) {
            lastOffset = document.get("offset").textValue();
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
