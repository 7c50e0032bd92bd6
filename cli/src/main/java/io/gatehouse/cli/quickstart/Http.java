package io.gatehouse.cli.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Plain HTTP requests to the node's own listeners. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * Sends a request.
     *
     * @param body sent as JSON; empty for none
     * @throws IOException when there is no answer
     */
    HttpResponse<String> send(String method, String url, Map<String, String> headers, Optional<String> body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(request::setHeader);
        body.ifPresent(json -> request.setHeader("Content-Type", "application/json"));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + url, e);
        }
    }

    HttpResponse<String> get(String url, Map<String, String> headers) throws IOException {
        return send("GET", url, headers, Optional.empty());
    }

    /** Returns the status a URL answers with, or 0 when nobody answers. */
    int status(String url, Map<String, String> headers) {
        try {
            return get(url, headers).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
