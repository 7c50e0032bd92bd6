package io.gatehouse.plugins.correlationid;

import static io.gatehouse.plugins.RunningGateway.received;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.plugins.RunningGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationIdTest {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @TempDir
    static Path prefix;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(prefix, """
                services:
                - name: upstream
                  url: UPSTREAM
                  routes:
                  - {name: counter, paths: [/counter], plugins: [{name: correlation-id}]}
                  - {name: uuid, paths: [/uuid], plugins: [{name: correlation-id, config: {generator: uuid, header_name: X-Trace, echo_downstream: true}}]}
                  - {name: tracker, paths: [/tracker], plugins: [{name: correlation-id, config: {generator: tracker}}]}
                  - {name: refused, paths: [/refused], plugins: [{name: correlation-id, config: {generator: uuid, echo_downstream: true}}, {name: request-termination}]}
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String upstreamId(HttpResponse<String> response, String header) throws Exception {
        return received(response).at("/headers/" + header + "/0").asText();
    }

    @Test
    void countsUnderOneUuid() throws Exception {
        String first = upstreamId(gateway.get("/counter"), "kong-request-id");
        String second = upstreamId(gateway.get("/counter"), "kong-request-id");
        assertTrue(first.matches(UUID + "#\\d+"), first);
        String prefixOfBoth = first.substring(0, first.indexOf('#') + 1);
        int number = Integer.parseInt(first.substring(prefixOfBoth.length()));
        assertEquals(prefixOfBoth + (number + 1), second);
    }

    @Test
    void keepsTheIdThatTheClientSent() throws Exception {
        HttpResponse<String> response = gateway.get("/uuid", "X-Trace", "mine");
        assertEquals("mine", upstreamId(response, "x-trace"));
        assertEquals("mine", response.headers().firstValue("X-Trace").orElseThrow());
    }

    @Test
    void replacesABlankId() throws Exception {
        HttpResponse<String> response = gateway.get("/uuid", "X-Trace", " ");
        String id = upstreamId(response, "x-trace");
        assertTrue(id.matches(UUID), id);
        assertEquals(id, response.headers().firstValue("X-Trace").orElseThrow());
    }

    @Test
    void tracksWhereTheRequestCameIn() throws Exception {
        String id = upstreamId(gateway.get("/tracker"), "kong-request-id");
        assertTrue(id.matches("127\\.0\\.0\\.1-\\d+-\\d+-\\d+-\\d+-\\d{10}\\.\\d{3}"), id);
    }

    @Test
    void echoesTheIdOnAnswersOfOtherPlugins() throws Exception {
        HttpResponse<String> response = gateway.get("/refused");
        assertEquals(503, response.statusCode());
        assertTrue(
                response.headers().firstValue("Kong-Request-ID").orElseThrow().matches(UUID));
    }
}
