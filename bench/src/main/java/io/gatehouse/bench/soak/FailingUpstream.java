package io.gatehouse.bench.soak;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/** An upstream that fails in ways that change. Thread-safe. */
final class FailingUpstream implements Closeable {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: " + Upstreams.SMALL + "\r\n\r\n";
    private static final byte[] WELL = (HEAD + "x".repeat(Upstreams.SMALL)).getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CUT = (HEAD + "x".repeat(Upstreams.SMALL / 2)).getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NONSENSE = "SMTP ready\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private enum Way {
        WELL,
        /** Hangs up as soon as a request is there. */
        HANGS_UP,
        /** Does not accept connections. */
        REFUSES,
        CUTS_THE_ANSWER,
        TALKS_NONSENSE,
        SAYS_NOTHING
    }

    private final ExecutorService threads;
    private final Tally tally;
    private final boolean repeatable;
    private final int port;
    private volatile ServerSocket listener;
    private volatile Way way = Way.WELL;

    /** @param repeatable whether it fails only in ways after which a gateway may try another target */
    FailingUpstream(ExecutorService threads, Tally tally, boolean repeatable) throws IOException {
        this.threads = threads;
        this.tally = tally;
        this.repeatable = repeatable;
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        this.port = listener.getLocalPort();
        accept(listener);
    }

    int port() {
        return port;
    }

    /** Fails in the next way. */
    void next() {
        int ways = repeatable ? Way.REFUSES.ordinal() + 1 : Way.values().length;
        Way next = Way.values()[(way.ordinal() + 1) % ways];
        try {
            if (next == Way.REFUSES) {
                listener.close();
            } else if (way == Way.REFUSES) {
                ServerSocket again = new ServerSocket();
                again.setReuseAddress(true);
                again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                listener = again;
                accept(again);
            }
            way = next;
        } catch (IOException taken) {
            // the port is somebody else's for the moment: it goes on refusing
        }
    }

    private void accept(ServerSocket from) {
        threads.execute(() -> {
            try {
                while (true) {
                    Socket socket = from.accept();
                    threads.execute(() -> serve(socket));
                }
            } catch (IOException closed) {
                // it refuses from now on
            }
        });
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] request = new byte[8192];
            while (in.read(request) > 0) {
                if (way != Way.WELL) {
                    tally.trouble();
                }
                switch (way) {
                    case WELL -> out.write(WELL);
                    case CUTS_THE_ANSWER -> {
                        out.write(CUT);
                        return;
                    }
                    case TALKS_NONSENSE -> {
                        out.write(NONSENSE);
                        return;
                    }
                    case SAYS_NOTHING -> in.read(request);
                    default -> {
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            // the gateway had enough
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
