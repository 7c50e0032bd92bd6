package io.gatehouse.proxy.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private final ConcurrentMap<String, HostName> names = new ConcurrentHashMap<>();
    private Optional<NameServers> nameServers = Optional.empty();
    private boolean closed;

    public NameResolver(DnsSettings settings) {
        this.settings = settings;
        this.hosts = HostsFile.read(settings.hostsFile());
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
        return names.computeIfAbsent(lowerCase, key -> new HostName(key, settings, this::query));
    }

    private CompletionStage<Answer> query(HostName name) {
        List<InetAddress> listed = hosts.addresses(name.name(), settings.order());
        if (!listed.isEmpty()) {
            return CompletableFuture.completedFuture(hosts.answer(name.name(), listed));
        }
        return new NameQuery(nameServers().resolver(), settings).run(name);
    }

    /** Made when the first name has to be asked for: a node may never need it, and it takes part of its start. */
    private synchronized NameServers nameServers() {
        if (closed) {
            throw new IllegalStateException("the resolver is closed");
        }
        if (nameServers.isEmpty()) {
            nameServers = Optional.of(NameServers.open(settings.servers(), settings.system()));
        }
        return nameServers.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        nameServers.ifPresent(NameServers::close);
    }
}
