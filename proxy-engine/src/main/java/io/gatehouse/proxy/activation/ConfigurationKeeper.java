package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.proxy.cache.CacheException;
import io.gatehouse.proxy.cache.CachedChanges;
import io.gatehouse.proxy.cache.CachedConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.cache.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what serves for the next start. What cannot be kept serves all the same, and is told in the log. Confined to the
 * thread that applies configurations.
 */
public final class ConfigurationKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationKeeper.class);

    /** Sealing reads the whole file, so it waits for a pause in the changes. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Optional<ConfigCache> cache;
    private final Clock clock;
    private long changedAt = System.nanoTime();

    public ConfigurationKeeper(Optional<ConfigCache> cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /** Keeps a whole configuration. */
    void replace(ObjectNode configTable, String hash, Position position) {
        cache.ifPresent(store -> {
            try {
                store.replace(new CachedConfiguration(hash, configTable, clock.instant(), position));
            } catch (CacheException failure) {
                complain(failure);
            }
        });
    }

    /**
     * Keeps changes of what was kept before.
     *
     * @param active serves with them already
     */
    void update(List<Change> changes, ActiveConfiguration active) {
        cache.ifPresent(store -> {
            changedAt = System.nanoTime();
            try {
                store.update(new CachedChanges(active.hash(), changes, clock.instant(), active.position()));
            } catch (CacheException failure) {
                LOG.info("{}; keeping the whole configuration instead", failure.getMessage());
                replace(active.table().toDocument(), active.hash(), active.position());
            }
        });
    }

    /** Whether anything is kept. */
    boolean keeps() {
        return cache.isPresent();
    }

    /** Called now and then: makes the next start fast after changes. */
    void rest() {
        if (System.nanoTime() - changedAt > PAUSE.toNanos()) {
            cache.ifPresent(ConfigCache::seal);
        }
    }

    private static void complain(CacheException failure) {
        LOG.error("{}; the new configuration serves, but a restart would not find it", failure.getMessage());
    }
}
