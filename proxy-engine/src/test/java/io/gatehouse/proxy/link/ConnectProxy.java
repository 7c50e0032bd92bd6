package io.gatehouse.proxy.link;

import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A forward proxy on the loopback interface: answers CONNECT as the test says, and relays after a 200. */
public final class ConnectProxy implements AutoCloseable {
    public static final UnaryOperator<String> WILLING = request -> "HTTP/1.1 200 Connection established\r\n\r\n";

    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** The first byte that each tunnel carried towards the control plane. */
    final List<Integer> firstBytes = new CopyOnWriteArrayList<>();

    private final ServerSocket listener;
    private final UnaryOperator<String> answer;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * @param certificate shown to clients; empty for plain HTTP
     * @param answer from the head of a request to what is sent back; an empty text closes without an answer
     */
    public ConnectProxy(String host, Optional<CertificatePair> certificate, UnaryOperator<String> answer)
            throws Exception {
        this.answer = answer;
        ServerSocketFactory sockets = certificate.isPresent()
                ? tls(certificate.get()).getServerSocketFactory()
                : ServerSocketFactory.getDefault();
        listener = sockets.createServerSocket(0, 50, InetAddress.getByName(host));
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static SSLContext tls(CertificatePair pair) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("proxy", pair.privateKey(), new char[0], pair.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            requests.add(head);
            String response = answer.apply(head);
            client.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            if (response.startsWith(" 200", "HTTP/1.1".length())) {
                URI destination = URI.create("tcp://" + head.split(" ")[1]);
                try (Socket server = new Socket(destination.getHost(), destination.getPort())) {
                    threads.execute(() -> relay(server, client, false));
                    relay(client, server, true);
                }
            } else if (!response.isEmpty()) {
                client.getInputStream().read();
            }
        } catch (IOException gone) {
            // the test looks at what the other side made of it
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed in the head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void relay(Socket from, Socket to, boolean noteFirst) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            boolean first = noteFirst;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (first) {
                    firstBytes.add((int) buffer[0]);
                    first = false;
                }
                out.write(buffer, 0, length);
                out.flush();
            }
            to.close();
        } catch (IOException gone) {
            // one end closes first, and this is the other
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
