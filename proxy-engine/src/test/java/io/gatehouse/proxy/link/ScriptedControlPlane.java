package io.gatehouse.proxy.link;

import io.gatehouse.model.pki.CertificatePair;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/** The other end of the link for tests: real TLS, real WebSocket, frames under the test's control. */
public final class ScriptedControlPlane implements AutoCloseable {
    public final List<String> requests = new CopyOnWriteArrayList<>();
    final List<byte[]> introductions = new CopyOnWriteArrayList<>();
    final List<String> pings = new CopyOnWriteArrayList<>();
    final List<X509Certificate> shown = new CopyOnWriteArrayList<>();
    final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private volatile Channel session;
    /** Subprotocols that it knows, comma-separated; null for one that knows none. */
    volatile String subprotocols;
    /** Paths that are answered with 404. */
    volatile Set<String> missing = Set.of();

    /** OpenSSL accepts the server name with the underscore without an option of the JVM. */
    public ScriptedControlPlane(CertificatePair pair, int port) throws SSLException {
        SslContext tls = SslContextBuilder.forServer(pair.privateKey(), pair.chain())
                .sslProvider(SslProvider.OPENSSL)
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc());
                        handler.handshakeFuture().addListener(done -> note(handler));
                        channel.pipeline()
                                .addLast(handler)
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(65536))
                                .addLast(new Upgrade())
                                .addLast(new Failures());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    private void note(SslHandler handler) throws SSLException {
        if (!handler.handshakeFuture().isSuccess()) {
            return;
        }
        ExtendedSSLSession tls = (ExtendedSSLSession) handler.engine().getSession();
        shown.add((X509Certificate) tls.getPeerCertificates()[0]);
        tls.getRequestedServerNames()
                .forEach(name -> serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    void push(byte[] frame) {
        session.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }

    void sayGoodbye() {
        session.writeAndFlush(new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER));
    }

    public boolean hasSession() {
        return session != null && session.isActive();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        if (session != null) {
            session.close().syncUninterruptibly();
        }
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            StringBuilder text = new StringBuilder(request.method() + " " + request.uri() + "\n");
            request.headers()
                    .forEach(header -> text.append(header.getKey().toLowerCase(java.util.Locale.ROOT))
                            .append(": ")
                            .append(header.getValue())
                            .append('\n'));
            requests.add(text.toString());
            if (missing.contains(request.uri())) {
                DefaultFullHttpResponse answer =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
                HttpUtil.setContentLength(answer, 0);
                context.writeAndFlush(answer);
                return;
            }
            new WebSocketServerHandshakerFactory("wss://127.0.0.1/", subprotocols, false, 1 << 24)
                    .newHandshaker(request)
                    .handshake(context.channel(), request)
                    .addListener(done -> session = context.channel());
            context.pipeline().addBefore(context.pipeline().lastContext().name(), null, new Frames());
            context.pipeline().remove(this);
        }
    }

    /** Handshakes that fail are what some tests are about. */
    private static final class Failures extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof BinaryWebSocketFrame) {
                introductions.add(ByteBufUtil.getBytes(frame.content()));
            } else if (frame instanceof PingWebSocketFrame) {
                pings.add(frame.content().toString(StandardCharsets.US_ASCII));
                context.writeAndFlush(new PongWebSocketFrame(Unpooled.EMPTY_BUFFER));
            }
        }
    }
}
