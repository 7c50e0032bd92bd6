package io.gatehouse.cluster.outlet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that come to a gate for two, where eight may wait; what follows the gate here answers with one byte. */
class HandshakeGateTest {
    private static final int RUNNING = 2;
    private static final int WAITING = 8;
    private static final int BEGUN = 'b';

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final HandshakeGate gate = new HandshakeGate(RUNNING, WAITING);
    private final Queue<Promise<Channel>> handshakes = new ConcurrentLinkedQueue<>();
    private final List<Socket> clients = new ArrayList<>();
    private final Channel server = new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ArrivalHandler(gate, opened -> {
                        Promise<Channel> handshake = opened.eventLoop().newPromise();
                        handshakes.add(handshake);
                        opened.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {BEGUN}));
                        return handshake;
                    }));
                }
            })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private Socket silent() throws IOException {
        Socket client = new Socket();
        client.connect(server.localAddress());
        client.setSoTimeout(10_000);
        clients.add(client);
        return client;
    }

    private Socket beginning() throws IOException {
        Socket client = silent();
        client.getOutputStream().write(1);
        return client;
    }

    private static boolean hasBegun(Socket client) throws IOException {
        return client.getInputStream().read() == BEGUN;
    }

    @Test
    void givesAPlaceToTheNextAsSoonAsAHandshakeEnds() throws IOException {
        assertTrue(hasBegun(beginning()));
        assertTrue(hasBegun(beginning()));
        Socket third = beginning();
        assertEquals(RUNNING, handshakes.size());
        handshakes.peek().setSuccess(server);
        assertTrue(hasBegun(third));
    }

    @Test
    void takesThePlaceFromOneThatTakesItsTime() throws IOException {
        beginning();
        beginning();
        assertTrue(hasBegun(beginning()));
        assertTrue(handshakes.stream().noneMatch(Promise::isDone));
    }

    @Test
    void doesNotCountConnectionsThatSayNothing() throws IOException {
        for (int i = 0; i < 5 * (RUNNING + WAITING); i++) {
            silent();
        }
        assertTrue(hasBegun(beginning()));
    }

    @Test
    void hangsUpAtOnceOnMoreThanMayWait() throws IOException {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < 4 * (RUNNING + WAITING); i++) {
            many.add(beginning());
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> handshakes.size() >= RUNNING + WAITING);
        int begun = 0;
        for (Socket client : many) {
            begun += hasBegun(client) ? 1 : 0;
        }
        assertTrue(begun >= RUNNING + WAITING && begun < many.size(), begun + " of " + many.size());
        assertEquals(begun, handshakes.size());
    }

    @Test
    void forgetsThoseWhoLeaveWhileTheyWait() throws IOException {
        beginning();
        beginning();
        for (int i = 0; i < WAITING; i++) {
            beginning().close();
        }
        Socket last = null;
        while (last == null) {
            Socket client = beginning();
            last = hasBegun(client) ? client : null;
        }
        assertTrue(handshakes.size() <= RUNNING + WAITING + 1);
    }
}
