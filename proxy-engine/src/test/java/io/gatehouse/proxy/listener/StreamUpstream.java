package io.gatehouse.proxy.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream of stream routes: does with each connection what a script says, then closes it. */
final class StreamUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** What happens on a connection. */
    interface Script {
        void run(Socket connection) throws IOException;
    }

    StreamUpstream(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    StreamUpstream(ServerSocket server, Script script) {
        this.server = server;
        daemon(() -> {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> {
                    try (connection) {
                        script.run(connection);
                    }
                });
            }
        });
    }

    /** Sends back what it gets, to the end. */
    static StreamUpstream echo() throws IOException {
        return new StreamUpstream(StreamUpstream::echo);
    }

    static void echo(Socket connection) throws IOException {
        connection.getInputStream().transferTo(connection.getOutputStream());
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void daemon(Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (IOException closed) {
                        // the end of the test, or what the test is about
                    }
                },
                "stream-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    int openConnections() {
        return (int) connections.stream()
                .filter(connection -> !connection.isClosed())
                .count();
    }

    int accepted() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
