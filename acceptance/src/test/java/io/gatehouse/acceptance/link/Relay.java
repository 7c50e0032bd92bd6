package io.gatehouse.acceptance.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP relay on loopback: the network between nodes, which a test cuts, and the balancer in front of control planes, which a
 * test points elsewhere.
 */
public final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private volatile int target;
    private volatile boolean cut;

    public Relay(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections were relayed so far. */
    public int accepted() {
        return accepted.get();
    }

    /** How many bytes went to the target so far, in all connections. */
    public long sent() {
        return sent.get();
    }

    /** How many bytes came back from the target so far, in all connections. */
    public long returned() {
        return returned.get();
    }

    /** How many connections are open now. */
    public int connections() {
        return open.size() / 2;
    }

    /** Ends all connections and lets no other through. */
    public void cut() {
        cut = true;
        open.forEach(Relay::close);
    }

    public void mend() {
        cut = false;
    }

    /** Ends all connections; those to come lead to another port. */
    public void leadTo(int port) {
        target = port;
        open.forEach(Relay::close);
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                if (cut) {
                    close(from);
                } else {
                    connect(from);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        try {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            accepted.incrementAndGet();
            open.add(from);
            open.add(to);
            run(() -> copy(from, to, sent));
            run(() -> copy(to, from, returned));
        } catch (IOException nobodyThere) {
            close(from);
        }
    }

    private void copy(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                count.addAndGet(read);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // either side may end it
        } finally {
            open.remove(from);
            open.remove(to);
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
