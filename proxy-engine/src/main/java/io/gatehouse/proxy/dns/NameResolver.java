package io.gatehouse.proxy.dns;

import io.netty.channel.EventLoop;
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
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Resolves names for the node. Queries run on a thread of their own; answers are kept here, by name in lower case. Thread-safe.
 */
public final class NameResolver implements AutoCloseable {
    private final DnsSettings settings;
    private final HostsFile hosts;
    private final MultiThreadIoEventLoopGroup thread;
    private final DnsNameResolver resolver;
    private final ConcurrentMap<String, HostName> names = new ConcurrentHashMap<>();

    public NameResolver(DnsSettings settings) {
        this.settings = settings;
        this.hosts = HostsFile.read(settings.hostsFile());
        this.thread = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("gatehouse-dns", true), NioIoHandler.newFactory());
        this.resolver = resolver((EventLoop) thread.next());
    }

    private DnsNameResolver resolver(EventLoop loop) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                // the file named in the settings is read here, not the system's
                .hostsFileEntriesResolver((host, types) -> null)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE);
        if (!settings.servers().isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(settings.servers()));
        }
        return builder.build();
    }

    /** The handle of a name. It stays usable when the name is no longer kept here. */
    public HostName name(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        HostName known = names.get(lowerCase);
        if (known != null) {
            return known;
        }
        if (names.size() >= settings.cacheSize()) {
            names.clear();
        }
        return names.computeIfAbsent(
                lowerCase,
                key -> new HostName(
                        key, settings.staleFor().toNanos(), settings.errorFor().toNanos(), this::query));
    }

    private CompletionStage<Answer> query(HostName name) {
        List<InetAddress> listed = hosts.addresses(name.name(), settings.order());
        if (!listed.isEmpty()) {
            return CompletableFuture.completedFuture(hosts.answer(name.name(), listed));
        }
        return new NameQuery(resolver, settings).run(name);
    }

    @Override
    public void close() {
        resolver.close();
        thread.shutdownGracefully();
    }
}
