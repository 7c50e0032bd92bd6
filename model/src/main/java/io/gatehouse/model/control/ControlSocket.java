package io.gatehouse.model.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the socket of a node lies, and what goes over it. */
public final class ControlSocket {
    private static final int MOST_BYTES = 1 << 16;

    private ControlSocket() {}

    /** Returns the socket of the node with this prefix; it is there while the node runs. */
    static Path file(Path prefix) {
        return prefix.resolve("sockets").resolve("control");
    }

    /**
     * Asks the node with this prefix, and waits for its reply as long as it takes.
     *
     * @return empty when no node listens there
     * @throws IOException when the connection breaks, or this user may not use it
     */
    public static Optional<ControlReply> ask(Path prefix, ControlRequest request) throws IOException {
        Path socket;
        try {
            // it may be a link to a place whose name is short enough for a socket
            socket = file(prefix).toRealPath();
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            write(channel, request.encode());
            return Optional.of(ControlReply.decode(read(channel)));
        } catch (ConnectException leftover) {
            return Optional.empty();
        }
    }

    static void write(SocketChannel channel, String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + '\n');
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @throws IOException when the line does not end, or is longer than any that this protocol has */
    static String read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1024);
        while (channel.read(piece) >= 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                byte next = piece.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            if (line.size() > MOST_BYTES) {
                throw new IOException("a line of more than " + MOST_BYTES + " bytes");
            }
            piece.clear();
        }
        throw new IOException("the connection ended before the line did");
    }
}
