package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.access.AccessRules;
import io.gatehouse.model.admin.paths.AuditedPath;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.accesslog.AccessLog;
import io.gatehouse.proxy.thread.BackgroundThreads;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The listeners of the Admin API, on a thread of their own, so that neither they nor the proxy wait for each other. */
public final class AdminServer implements AutoCloseable {
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, BackgroundThreads.named("admin"), NioIoHandler.newFactory());
    private final List<Channel> listeners = new ArrayList<>();
    private final AccessLog accessLog;
    private final AdminPipeline pipeline;

    /** @throws IOException when the access log cannot be written */
    public AdminServer(AdminApi api) throws IOException {
        Settings settings = api.settings();
        this.accessLog = AccessLog.ofAdministration(settings);
        AccessRules access = new AccessRules(
                settings.adminTokens(),
                !settings.list("admin_auth_certificates").isEmpty());
        AnswerWriter writer = new AnswerWriter(settings, new AuditedPath(api.paths()), new AdminAccessLog(accessLog));
        AdminRoutes routes = api.routes();
        this.pipeline = new AdminPipeline(
                () -> new AdminHandler(routes, access, writer),
                settings.bytes("nginx_admin_client_max_body_size").orElseThrow(),
                settings.listeners("admin_listen").stream().anyMatch(Listener::http2));
    }

    /**
     * Opens one more listener.
     *
     * @param tls present for a TLS listener; where it offers HTTP/2, clients may speak it
     * @return the bound address, which tells the port where {@code address} left the choice to the system
     * @throws AdminListenerException when the address cannot be bound
     */
    public InetSocketAddress listen(InetSocketAddress address, Optional<SslContext> tls) {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        pipeline.build(client, tls);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new AdminListenerException(address, bound.cause());
        }
        listeners.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    @Override
    public void close() {
        listeners.forEach(Channel::close);
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        accessLog.close();
    }
}
