package io.gatehouse.bench.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Hangs up in the midst of requests and answers, or does not read, again and again. */
final class RudeClient implements Runnable {
    private static final int KINDS = 6;

    private final InetSocketAddress address;
    private final Tally tally;
    private int kind;

    RudeClient(InetSocketAddress address, int kind, Tally tally) {
        this.address = address;
        this.tally = tally;
        this.kind = kind;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (Exchange connection = new Exchange(address)) {
                    misbehave(connection, kind++ % KINDS);
                } catch (IOException gone) {
                    // whether the gateway was quicker does not matter
                }
                tally.rudeness();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void misbehave(Exchange connection, int kind) throws IOException, InterruptedException {
        switch (kind) {
            case 0 -> connection.send("GET /steady/small HTTP/1.1\r\nHo");
            case 1 -> {
                connection.send("POST /steady/echo HTTP/1.1\r\nHost: soak\r\nContent-Length: 100000\r\n\r\n");
                connection.send("x".repeat(30_000));
            }
            case 2 -> {
                connection.send("GET /steady/large HTTP/1.1\r\nHost: soak\r\n\r\n");
                connection.taste(2_000);
            }
            case 3 -> {
                connection.send("GET /steady/endless HTTP/1.1\r\nHost: soak\r\n\r\n");
                connection.taste(100_000);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            case 4 -> {
                connection.send("GET /broken/any HTTP/1.1\r\nHost: soak\r\n\r\n");
                connection.answer();
            }
            default -> connection.send("BREW\0 /steady HTTP/1.1\r\nContent-Length: x\r\n\r\n");
        }
    }
}
