package io.gatehouse.plugins.requesttermination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugins.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTerminationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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
                  - {name: default, paths: [/default], plugins: [{name: request-termination}]}
                  - {name: message, paths: [/message], plugins: [{name: request-termination, config: {status_code: 451, message: Not here}}]}
                  - {name: bare, paths: [/bare], plugins: [{name: request-termination, config: {status_code: 204}}]}
                  - {name: body, paths: [/body], plugins: [{name: request-termination, config: {status_code: 200, content_type: text/x-note, body: "closed\\n"}}]}
                  - {name: trigger, paths: [/trigger], plugins: [{name: request-termination, config: {status_code: 418, trigger: x-stop}}]}
                  - {name: echo, paths: ["~/echo/(?<item>[a-z]+)/(\\\\d+)"], plugins: [{name: request-termination, config: {echo: true, trigger: x-echo}}]}
                routes:
                - {name: alone, paths: [/alone], plugins: [{name: request-termination, config: {status_code: 403}}]}
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void answersInPlaceOfTheUpstream() throws Exception {
        int before = gateway.proxied();
        HttpResponse<String> response = gateway.get("/default");
        assertEquals(503, response.statusCode());
        assertEquals("{\"message\":\"Service unavailable\"}", response.body());
        assertEquals(
                "application/json; charset=utf-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(before, gateway.proxied());
    }

    @Test
    void answersWithTheConfiguredMessage() throws Exception {
        HttpResponse<String> response = gateway.get("/message");
        assertEquals(451, response.statusCode());
        assertEquals("{\"message\":\"Not here\"}", response.body());
    }

    @Test
    void answersWithoutABodyWhenThereIsNothingToSay() throws Exception {
        HttpResponse<String> response = gateway.get("/bare");
        assertEquals(204, response.statusCode());
        assertTrue(response.headers().firstValue("Content-Length").isEmpty());
        HttpResponse<String> unnamed = gateway.get("/alone");
        assertEquals(403, unnamed.statusCode());
        assertEquals("", unnamed.body());
    }

    @Test
    void answersWithTheConfiguredBody() throws Exception {
        HttpResponse<String> response = gateway.get("/body");
        assertEquals(200, response.statusCode());
        assertEquals("closed\n", response.body());
        assertEquals(
                "text/x-note", response.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void waitsForItsTrigger() throws Exception {
        assertEquals(200, gateway.get("/trigger").statusCode());
        assertEquals(418, gateway.get("/trigger", "X-Stop", "1").statusCode());
        assertEquals(418, gateway.get("/trigger?x-stop").statusCode());
    }

    @Test
    void describesTheRequest() throws Exception {
        HttpResponse<String> response = gateway.send(gateway.request("/echo/shoes/42?z=1&z=2&flag")
                .header("X-Echo", "1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"a\":1}")));
        assertEquals(503, response.statusCode());
        JsonNode echo = JSON.readTree(response.body());
        assertEquals("Service unavailable", echo.path("message").asText());
        JsonNode request = echo.path("request");
        assertEquals("POST", request.path("method").asText());
        assertEquals("/echo/shoes/42", request.path("path").asText());
        assertEquals(JSON.readTree("{\"z\":[\"1\",\"2\"],\"flag\":true}"), request.path("query"));
        assertEquals("{\"a\":1}", request.path("raw_body").asText());
        assertEquals(1, request.at("/body/a").asInt());
        assertEquals("shoes", request.at("/uri_captures/named/item").asText());
        assertEquals(JSON.readTree("[\"shoes\",\"42\"]"), request.at("/uri_captures/unnamed"));
        assertEquals("1", request.at("/headers/x-echo").asText());
        assertEquals("echo", echo.at("/matched_route/name").asText());
        assertEquals("upstream", echo.at("/matched_service/name").asText());
        assertEquals(ProcessHandle.current().pid(), echo.at("/kong/worker_pid").asLong());
        assertFalse(echo.at("/kong/node_id").asText().isEmpty());
    }
}
