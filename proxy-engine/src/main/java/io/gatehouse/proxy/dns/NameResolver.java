package io.gatehouse.proxy.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Resolves names for the node. Queries run on a thread of their own; answers are kept here, by name in lower case. Thread-safe.
 */
public final class NameResolver implements AutoCloseable {
    /** Between two looks at what is past its time. */
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final DnsSettings settings;
    private final HostsFile hosts;
    private final ConcurrentMap<String, HostName> names = new ConcurrentHashMap<>();
    /** How many want a name to be known at any time. */
    private final ConcurrentMap<HostName, Integer> watched = new ConcurrentHashMap<>();

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

    /**
     * What became of the look-ups and queries of each name that is kept, under the names of the status API; empty unless the
     * new client is used.
     */
    public Optional<Map<String, Map<String, Long>>> statistics() {
        if (!settings.servicesByName()) {
            return Optional.empty();
        }
        Map<String, Map<String, Long>> statistics = new TreeMap<>();
        names.forEach((name, known) -> statistics.put(name, known.counters().counts()));
        return Optional.of(statistics);
    }

    /** Asks for a name again whenever its answer is past its time, so that nobody gets an old one after a quiet hour. */
    public void watch(HostName name) {
        watched.merge(name, 1, Integer::sum);
    }

    /** Takes back one {@link #watch}. */
    public void unwatch(HostName name) {
        watched.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
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
            NameServers opened = NameServers.open(settings.servers(), settings.system());
            opened.every(RENEWAL, () -> watched.keySet().forEach(HostName::latest));
            nameServers = Optional.of(opened);
        }
        return nameServers.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        nameServers.ifPresent(NameServers::close);
    }
}
