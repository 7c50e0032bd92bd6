package io.gatehouse.bench.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts another configuration every second, and waits for its new route. One thread. */
final class Changes implements Runnable {
    private static final long EVERY_MILLIS = 1000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final InetSocketAddress proxy;
    private final Documents documents;
    private final Tally tally;
    private int number;

    Changes(URI admin, InetSocketAddress proxy, Documents documents, Tally tally) {
        this.endpoint = admin.resolve("/config");
        this.proxy = proxy;
        this.documents = documents;
        this.tally = tally;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
                try {
                    make();
                } catch (IOException broken) {
                    tally.failure("configuration " + number + ": " + broken);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** One change. */
    void make() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(documents.with(++number)))
                .build();
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answered = http.sendAsync(request, BodyHandlers.ofString());
        awaitRoute(begin);
        HttpResponse<String> answer = answered.join();
        if (answer.statusCode() != 201) {
            tally.failure("configuration " + number + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private void awaitRoute(long begin) throws IOException, InterruptedException {
        try (Exchange connection = new Exchange(proxy)) {
            while (System.nanoTime() - begin < PATIENCE_NANOS) {
                connection.send("GET /change/" + number + "/small HTTP/1.1\r\nHost: soak\r\n\r\n");
                if (connection.answer().status() == 200) {
                    tally.change(System.nanoTime() - begin);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        tally.failure("configuration " + number + ": its route was not there after 10 s");
    }
}
