package io.gatehouse.bench.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Sends requests at a constant rate, each of which must succeed whatever goes on around it. */
final class SteadyClient implements Runnable {
    private static final String GET = "GET %s HTTP/1.1\r\nHost: soak\r\n\r\n";
    private static final String POST = "POST /steady/echo HTTP/1.1\r\nHost: soak\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int BODY = 100_000;
    private static final int KINDS = 20;

    private final InetSocketAddress address;
    private final long pauseNanos;
    private final Tally tally;
    private final byte[] body = chunked();

    SteadyClient(InetSocketAddress address, double rate, Tally tally) {
        this.address = address;
        this.pauseNanos = (long) (1e9 / rate);
        this.tally = tally;
    }

    private static byte[] chunked() {
        String text = Integer.toHexString(BODY) + "\r\n" + "x".repeat(BODY) + "\r\n0\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void run() {
        long due = System.nanoTime();
        int number = 0;
        Exchange connection = null;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (connection == null || connection.isLast()) {
                    connection = new Exchange(address);
                }
                request(connection, number++ % KINDS);
            } catch (IOException broken) {
                tally.failure("request " + number % KINDS + ": " + broken);
                connection = null;
            }
            due += pauseNanos;
            if (!await(due)) {
                return;
            }
        }
    }

    private void request(Exchange connection, int kind) throws IOException {
        long expected = Upstreams.SMALL;
        switch (kind) {
            case 0 -> {
                connection.send(POST);
                connection.send(body);
                expected = String.valueOf(BODY).length();
            }
            case 1 -> {
                connection.send(String.format(GET, "/steady/large"));
                expected = Upstreams.LARGE;
            }
            // its first target is in trouble; the others answer
            case 2, 3, 4, 5, 6 -> connection.send(String.format(GET, "/shaky/small"));
            default -> connection.send(String.format(GET, "/steady/small"));
        }
        Exchange.Answer answer = connection.answer();
        if (answer.status() == 200 && answer.length() == expected) {
            tally.success();
        } else {
            tally.failure("request " + kind + ": " + answer);
        }
    }

    private static boolean await(long due) {
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }
}
