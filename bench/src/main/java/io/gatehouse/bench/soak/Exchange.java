package io.gatehouse.bench.soak;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A keep-alive connection that sees every byte, and repeats nothing on its own as a client library would. One thread. */
final class Exchange implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean last;

    Exchange(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        out = socket.getOutputStream();
    }

    /** An answer: its status and the length of its body. */
    record Answer(int status, long length) {}

    /** @param request all of it, in Latin-1 */
    void send(String request) throws IOException {
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] body) throws IOException {
        out.write(body);
    }

    /** Reads an answer to its end. */
    Answer answer() throws IOException {
        String[] start = line().split(" ", 3);
        long length = 0;
        boolean chunked = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).trim());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (lower.equals("connection: close")) {
                last = true;
            }
        }
        if (chunked) {
            length = 0;
            for (long size = chunk(); size > 0; size = chunk()) {
                length += size;
                in.skipNBytes(size + 2);
            }
            line();
        } else {
            in.skipNBytes(length);
        }
        return new Answer(Integer.parseInt(start[1]), length);
    }

    private long chunk() throws IOException {
        return Long.parseLong(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in a head, after '" + line + "'");
            }
            line.append((char) next);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** Takes some bytes of what comes, whatever they are. */
    void taste(int bytes) throws IOException {
        in.readNBytes(bytes);
    }

    /** Whether the gateway closes the connection after the last answer. */
    boolean isLast() {
        return last;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
