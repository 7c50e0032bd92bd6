package io.gatehouse.model.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;

/**
 * The node's end. The socket lies in a folder that only the node's user (and root) may enter: whoever may send the process
 * a signal may ask it, and nobody else. Each connection has a thread of its own, and brings one request.
 */
public final class ControlListener implements AutoCloseable {
    /** Systems end the name of a socket at 104 to 108 bytes. */
    private static final int LONGEST_NAME = 100;

    private final ServerSocketChannel channel;
    private final List<Path> files;
    private final Function<ControlRequest, ControlAnswer> node;

    private ControlListener(
            ServerSocketChannel channel, List<Path> files, Function<ControlRequest, ControlAnswer> node) {
        this.channel = channel;
        this.files = files;
        this.node = node;
    }

    /**
     * Listens for the node that holds the lock of this prefix.
     *
     * @param node answers requests; called by several threads
     * @throws IOException when there can be no socket
     */
    public static ControlListener open(Path prefix, Function<ControlRequest, ControlAnswer> node) throws IOException {
        Path link = ControlSocket.file(prefix);
        Files.createDirectories(link.getParent());
        Path file = ControlSocket.file(prefix.toRealPath());
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
        // left by a process that was killed
        Files.deleteIfExists(file);
        List<Path> files = List.of(file);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (file.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME) {
                channel.bind(UnixDomainSocketAddress.of(file));
            } else {
                // private to this user as well
                Path folder = Files.createTempDirectory("gatehouse");
                Path near = folder.resolve("control");
                files = List.of(file, near, folder);
                channel.bind(UnixDomainSocketAddress.of(near));
                Files.createSymbolicLink(file, near);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        ControlListener listener = new ControlListener(channel, files, node);
        listener.start("control", listener::accept);
        return listener;
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                SocketChannel client = channel.accept();
                start("control-request", () -> serve(client));
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                // such as no descriptor being left: the next one who asks is served when there is
                Thread.yield();
            }
        }
    }

    private void serve(SocketChannel client) {
        Runnable afterwards = () -> {};
        try (client) {
            ControlAnswer answer = answer(ControlSocket.read(client));
            afterwards = answer.afterwards();
            ControlSocket.write(client, answer.reply().encode());
        } catch (IOException gone) {
            // nobody is left to be told; what was asked is done nevertheless
        }
        afterwards.run();
    }

    private ControlAnswer answer(String line) {
        try {
            return node.apply(ControlRequest.decode(line));
        } catch (RuntimeException failure) {
            String why = failure.getMessage();
            return ControlAnswer.of(ControlReply.refused(List.of(why == null ? failure.toString() : why)));
        }
    }

    /** Ends listening and removes the socket; requests that are being answered go on. */
    @Override
    public void close() throws IOException {
        channel.close();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
