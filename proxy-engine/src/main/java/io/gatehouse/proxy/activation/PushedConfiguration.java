package io.gatehouse.proxy.activation;

import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.proxy.cache.CacheException;
import io.gatehouse.proxy.cache.CachedConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.link.PushReceiver;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what the control plane pushes: activates it, then keeps it for the next start. A configuration that is refused
 * reaches neither; one that cannot be kept serves all the same.
 */
public final class PushedConfiguration implements PushReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(PushedConfiguration.class);

    private final ActiveConfiguration active;
    private final Optional<ConfigCache> cache;
    private final long maxUnpacked;
    private final Clock clock;

    /** @param maxUnpacked most bytes that a frame may unpack to */
    public PushedConfiguration(ActiveConfiguration active, Optional<ConfigCache> cache, long maxUnpacked, Clock clock) {
        this.active = active;
        this.cache = cache;
        this.maxUnpacked = maxUnpacked;
        this.clock = clock;
    }

    @Override
    public String configurationHash() {
        return active.hash();
    }

    @Override
    public void receive(byte[] frame) {
        // messages of other types are for data planes of other kinds
        Reconfigure.decode(frame, maxUnpacked).ifPresent(this::apply);
    }

    private void apply(Reconfigure push) {
        String hash = push.hashes().config();
        if (hash.equals(active.hash())) {
            LOG.debug("same config received from control plane, no need to reload");
            return;
        }
        long start = System.nanoTime();
        try {
            active.receive(push.configTable(), hash);
        } catch (EntityException | ConfigException refused) {
            LOG.error(
                    "unable to update running config: bad config received from control plane {}; configuration {} goes on serving",
                    refused.getMessage(),
                    active.hash());
            return;
        }
        LOG.info("configuration {} received and applied in {} ms", hash, (System.nanoTime() - start) / 1_000_000);
        cache.ifPresent(store -> keep(store, push));
    }

    private void keep(ConfigCache store, Reconfigure push) {
        try {
            store.replace(new CachedConfiguration(push.hashes().config(), push.configTable(), clock.instant()));
        } catch (CacheException failure) {
            LOG.error("{}; the new configuration serves, but a restart would not find it", failure.getMessage());
        }
    }
}
