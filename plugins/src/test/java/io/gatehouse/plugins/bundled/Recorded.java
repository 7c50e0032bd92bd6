package io.gatehouse.plugins.bundled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Answers of a gateway that we are compatible with; tests without them are skipped. */
final class Recorded {
    private static final Path ROOT = Path.of("../../shared");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recorded() {}

    /**
     * What a client asked and was told.
     *
     * @param controlPlane whether a control plane answered, not a node of all roles
     */
    record Exchange(String method, String path, JsonNode body, int status, JsonNode answer, boolean controlPlane) {

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    /** The exchanges with a JSON body. */
    static List<Exchange> exchanges() {
        Stream<Exchange> observed = lines("spec/observed-exchanges.jsonl")
                .map(Recorded::parse)
                .map(exchange -> exchange(exchange, "json", false));
        Stream<Exchange> others = StreamSupport.stream(
                        read("recorded/exchanges/plugins.json").spliterator(), false)
                .map(exchange -> exchange(exchange, "body", true));
        return Stream.concat(observed, others)
                .filter(exchange -> exchange.body().isObject())
                .toList();
    }

    private static Exchange exchange(JsonNode recorded, String body, boolean controlPlane) {
        JsonNode request = recorded.get("request");
        JsonNode response = recorded.get("response");
        return new Exchange(
                request.path("method").asText(),
                request.path("path").asText(),
                request.path(body),
                response.path("status").asInt(),
                response.path(body),
                controlPlane);
    }

    static JsonNode read(String file) {
        assumePresent();
        try {
            return JSON.readTree(ROOT.resolve(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Path file(String name) {
        assumePresent();
        return ROOT.resolve(name);
    }

    private static Stream<String> lines(String file) {
        assumePresent();
        try {
            return Files.readAllLines(ROOT.resolve(file)).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void assumePresent() {
        Assumptions.assumeTrue(Files.isDirectory(ROOT), "no recordings beside this checkout");
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
