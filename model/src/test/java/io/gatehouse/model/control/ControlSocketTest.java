package io.gatehouse.model.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSocketTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void carriesRequestAndReplyWhateverTheLengthOfThePrefix(int length) throws Exception {
        Path prefix = Files.createDirectories(folder.resolve("p".repeat(length)));
        CompletableFuture<ControlRequest> after = new CompletableFuture<>();
        try (ControlListener listener = ControlListener.open(
                prefix,
                request -> new ControlAnswer(
                        ControlReply.done(List.of(
                                "read " + request.argument(ControlRequest.FILE).orElse("none"))),
                        () -> after.complete(request)))) {
            Path socket = prefix.resolve("sockets/control");
            assertTrue(Files.exists(socket));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
            ControlRequest request =
                    new ControlRequest(ControlCommand.RELOAD, Map.of(ControlRequest.FILE, "/tmp/\"a\nb\".conf"));

            ControlReply reply = ControlSocket.ask(prefix, request).orElseThrow();

            assertEquals(ControlReply.done(List.of("read /tmp/\"a\nb\".conf")), reply);
            assertEquals(request, after.get(10, TimeUnit.SECONDS));
        }
        assertFalse(Files.exists(prefix.resolve("sockets/control")));
        assertEquals(Optional.empty(), ControlSocket.ask(prefix, ControlRequest.of(ControlCommand.STOP)));
    }

    @Test
    void replacesASocketThatAKilledNodeLeft() throws IOException {
        Path prefix = folder;
        ControlListener.open(prefix, request -> ControlAnswer.of(ControlReply.done(List.of("old"))));
        try (ControlListener next =
                ControlListener.open(prefix, request -> ControlAnswer.of(ControlReply.done(List.of("new"))))) {
            ControlReply reply = ControlSocket.ask(prefix, ControlRequest.of(ControlCommand.STATUS_LISTENERS))
                    .orElseThrow();
            assertEquals(List.of("new"), reply.lines());
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        try (ControlListener listener = ControlListener.open(folder, request -> {
            throw new IllegalStateException("no such thing");
        })) {
            try (SocketChannel channel =
                    SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("sockets/control")))) {
                ControlSocket.write(channel, "{\"command\":\"dance\"}");
                ControlReply reply = ControlReply.decode(ControlSocket.read(channel));
                assertFalse(reply.done());
                assertTrue(reply.lines().get(0).contains("'dance'"), reply.toString());
            }
            ControlReply failed = ControlSocket.ask(folder, ControlRequest.of(ControlCommand.QUIT))
                    .orElseThrow();
            assertEquals(ControlReply.refused(List.of("no such thing")), failed);
        }
    }
}
