package io.gatehouse.proxy.dns;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The way to name servers, with a thread of its own. */
record NameServers(EventLoopGroup thread, DnsNameResolver resolver) {

    /**
     * @param servers empty: those of the system
     */
    static NameServers open(List<InetSocketAddress> servers, ResolverFile system) {
        EventLoopGroup thread = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("gatehouse-dns", true), NioIoHandler.newFactory());
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(thread.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(system.timeout().toMillis())
                .maxQueriesPerResolve(system.attempts())
                // the file named in the settings is read elsewhere, not the system's
                .hostsFileEntriesResolver((host, types) -> null)
                // answers are kept by name, with rules of their own
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
        }
        return new NameServers(thread, builder.build());
    }

    /** Runs something on the thread, again and again until this is closed. */
    void every(Duration pause, Runnable action) {
        thread.next().scheduleWithFixedDelay(action, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    void close() {
        resolver.close();
        thread.shutdownGracefully();
    }
}
