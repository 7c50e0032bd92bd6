package io.gatehouse.bench.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Makes changes that a fleet recognises, through the Admin API. One caller at a time. */
public final class MeasuredChanges {
    private final URI service;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Times answers = new Times();
    /** 2026 began at this second. */
    private static final long EPOCH = 1_767_225_600;

    /** Tenths of seconds: grows from run to run, so that what another run has left is not taken for a change of this one. */
    private int last = (int) (10 * (Instant.now().getEpochSecond() - EPOCH));

    /** @param admin base address of the Admin API */
    public MeasuredChanges(URI admin) {
        this.service = admin.resolve("/services/" + Message.MARKER);
    }

    /** The number of the change that {@link #make} makes next. */
    public int next() {
        return last + 1;
    }

    /**
     * Makes the next change and waits for the answer.
     *
     * @return milliseconds until the answer
     * @throws IOException the Admin API did not answer, or not with success
     */
    public long make() throws IOException, InterruptedException {
        int number = ++last;
        HttpRequest request = HttpRequest.newBuilder(service)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"host\": \"127.0.0.1\", \"path\": \"/" + number + "\"}"))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "PUT " + service + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        long took = System.nanoTime() - begin;
        answers.add(took);
        return Duration.ofNanos(took).toMillis();
    }

    /** Removes what the changes were made to. */
    public void remove() throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(service).DELETE().build(), BodyHandlers.discarding());
    }

    /** How long the answers took. */
    public Times answers() {
        return answers;
    }
}
