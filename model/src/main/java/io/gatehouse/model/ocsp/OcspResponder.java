package io.gatehouse.model.ocsp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries questions to responders over HTTP (RFC 6960 appendix A), directly and without following redirections. Thread-safe; blocks
 * nobody. A question takes at most as long as the patience allows, from dialling to the last byte.
 */
final class OcspResponder {

    /** Real answers have a few kilobytes. */
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final Duration patience;
    private final HttpClient client;

    OcspResponder(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(patience)
                .build();
    }

    /** @return the answer's bytes; fails with {@link NoAnswerException} when there are none */
    CompletableFuture<byte[]> ask(URI address, byte[] question) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/ocsp-request")
                .POST(BodyPublishers.ofByteArray(question))
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, answer -> new BoundedBody(LARGEST_ANSWER));
        CompletableFuture<byte[]> answer = exchange.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> read(response, failure));
        // ends the connection of a responder that is too slow
        answer.whenComplete((bytes, failure) -> exchange.cancel(true));
        return answer;
    }

    private byte[] read(HttpResponse<byte[]> response, Throwable failure) {
        if (failure != null) {
            throw new CompletionException(
                    new NoAnswerException("failed to send request to OCSP responder: " + describe(failure)));
        }
        if (response.statusCode() != 200) {
            throw new CompletionException(
                    new NoAnswerException("OCSP responder returns bad HTTP status code: " + response.statusCode()));
        }
        if (response.body().length == 0) {
            throw new CompletionException(new NoAnswerException("unexpected response from OCSP responder: empty body"));
        }
        return response.body();
    }

    private String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "no answer within " + patience.toMillis() + " ms";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Nobody answered. The message is complete for the log. */
    static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }
}
