package io.gatehouse.proxy.listener;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that notes what it gets, byte for byte, and answers as a script says. */
public final class ScriptedUpstream implements AutoCloseable {

    /** What the upstream does with a request. */
    public interface Script {
        /** Answers over the connection; closing it is the script's own affair. */
        void answer(Received request, Socket connection) throws IOException;
    }

    /**
     * A request.
     *
     * @param connection number of the connection that it came by, from 1
     */
    public record Received(String requestLine, List<String> headerLines, String body, int connection) {

        String header(String name) {
            List<String> values = headers(name);
            if (values.size() > 1) {
                throw new AssertionError(name + " came more than once: " + values);
            }
            return values.isEmpty() ? "" : values.get(0);
        }

        List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            for (String line : headerLines) {
                int colon = line.indexOf(':');
                if (line.substring(0, colon).equalsIgnoreCase(name)) {
                    values.add(line.substring(colon + 1).trim());
                }
            }
            return values;
        }
    }

    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server;
    private final Script script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    public ScriptedUpstream(Script script) throws IOException {
        this(script, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public ScriptedUpstream(Script script, ServerSocket server) {
        this.script = script;
        this.server = server;
        daemon("upstream", this::accept);
    }

    /** Answers every request with the same bytes. */
    public static ScriptedUpstream answering(String response) throws IOException {
        return new ScriptedUpstream((request, connection) -> write(connection, response));
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void daemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                daemon("upstream-" + number, () -> serve(socket, number));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                String requestLine = line(in);
                if (requestLine == null) {
                    return;
                }
                List<String> headers = new ArrayList<>();
                for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                    headers.add(line);
                }
                Received head = new Received(requestLine, headers, "", number);
                Received request = new Received(requestLine, headers, body(head, in), number);
                received.add(request);
                script.answer(request, socket);
            }
        } catch (IOException e) {
            // the other end went away, which some tests want
        }
    }

    private static String body(Received head, InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("Transfer-Encoding").equals("chunked")) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else if (!head.header("Content-Length").isEmpty()) {
            body.write(in.readNBytes(Integer.parseInt(head.header("Content-Length"))));
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The requests so far. */
    public List<Received> received() {
        return received;
    }

    public Received last() {
        return received.get(received.size() - 1);
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
