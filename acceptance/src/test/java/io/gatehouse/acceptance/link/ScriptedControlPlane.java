package io.gatehouse.acceptance.link;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A control plane that pushes what a test wants, also what a real one never would. It talks to one data plane at a time and
 * lets every one in.
 */
public final class ScriptedControlPlane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_FRAME = 1 << 20;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> pings = new CopyOnWriteArrayList<>();
    private final SslContext tls;
    private final int port;
    private Channel listener;
    private volatile Channel session;
    private volatile String introduction = "";

    public ScriptedControlPlane(CertificatePair pair) {
        try {
            // OpenSSL does not mind the underscore in the server name that data planes ask for
            tls = SslContextBuilder.forServer(pair.privateKey(), pair.chain())
                    .sslProvider(SslProvider.OPENSSL)
                    .clientAuth(ClientAuth.REQUIRE)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the pair cannot be used", e);
        }
        open(0);
        port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public int port() {
        return port;
    }

    /** Hashes that data planes have reported, the oldest first. */
    public List<String> pings() {
        return pings;
    }

    /** What the last data plane said of itself. */
    public String introduction() {
        return introduction;
    }

    public boolean hasSession() {
        return session != null && session.isActive();
    }

    /** Lets {@link #awaitSession} wait for the next data plane, although the connection of the last may look alive. */
    public void forgetSession() {
        session = null;
    }

    public void awaitSession() {
        await("a session").atMost(PATIENCE).until(this::hasSession);
    }

    /** Pushes a table under its hash, and returns the hash. */
    public String push(ObjectNode table) {
        Hashes hashes = ConfigHash.compute(table);
        pushFrame(Reconfigure.of(table, hashes, Instant.now()).encode());
        return hashes.config();
    }

    /** Pushes anything; nothing when there is no session. */
    public void pushFrame(byte[] frame) {
        Channel open = session;
        if (open != null) {
            open.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
        }
    }

    /** Pushes a table and waits until the data plane reports that it is in use. */
    public String pushAndAwait(ObjectNode table) {
        String hash = push(table);
        await("the data plane reports " + hash).atMost(PATIENCE).until(() -> pings.contains(hash));
        return hash;
    }

    /** Ends the session and takes no other until {@link #reopen}. */
    public void shut() {
        listener.close().syncUninterruptibly();
        if (session != null) {
            session.close().syncUninterruptibly();
        }
    }

    public void reopen() {
        open(port);
    }

    @Override
    public void close() {
        shut();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void open(int onPort) {
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_FRAME))
                                // before the protocol's own handler, which would answer pings and drop the hash in them
                                .addLast(new Heartbeats())
                                .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                        .websocketPath("/v1/outlet")
                                        .checkStartsWith(true)
                                        .maxFramePayloadLength(MAX_FRAME)
                                        .build()))
                                .addLast(new Introductions());
                    }
                })
                .bind("127.0.0.1", onPort)
                .syncUninterruptibly()
                .channel();
    }

    private final class Heartbeats extends SimpleChannelInboundHandler<PingWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, PingWebSocketFrame ping) {
            pings.add(ping.content().toString(StandardCharsets.US_ASCII));
            context.writeAndFlush(new PongWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
    }

    private final class Introductions extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame frame) {
            introduction = frame.content().toString(StandardCharsets.UTF_8);
            session = context.channel();
        }

        /** Handshakes that fail are what some tests are about. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
