package io.gatehouse.acceptance.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Short requests of a test to a node, with JSON bodies. */
public final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    /** An answer: status, headers and body as text. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + response.body(), e);
            }
        }

        /** Fails with the answer unless it has this status. */
        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected " + status + " from "
                        + response.request().method() + " " + response.uri() + ", got " + this);
            }
            return this;
        }

        /** The value of a header, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }

    /**
     * Sends a request without a body.
     *
     * @param namesAndValues headers
     * @throws UncheckedIOException when there is no answer
     */
    public static Answer get(URI base, String path, String... namesAndValues) {
        return send("GET", base, path, null, namesAndValues);
    }

    /**
     * Sends a request.
     *
     * @param json the body; null for none
     * @param namesAndValues headers
     * @throws UncheckedIOException when there is no answer
     */
    public static Answer send(String method, URI base, String path, String json, String... namesAndValues) {
        HttpRequest.Builder request = request(base, path, namesAndValues);
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(
                method,
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json)));
    }

    /**
     * Sends a request with a body of any type.
     *
     * @throws UncheckedIOException when there is no answer
     */
    public static Answer sendAs(String method, URI base, String path, String contentType, String body) {
        return send(request(base, path, "Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(URI base, String path, String... namesAndValues) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return new Answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
