package io.gatehouse.proxy.activation;

import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.link.PushReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the whole configurations that a control plane pushes: activates one, then keeps it for the next start. A
 * configuration that is refused reaches neither.
 */
public final class PushedConfiguration implements PushReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(PushedConfiguration.class);

    private final ActiveConfiguration active;
    private final ConfigurationKeeper keeper;
    private final long maxUnpacked;

    /** @param maxUnpacked most bytes that a frame may unpack to */
    public PushedConfiguration(ActiveConfiguration active, ConfigurationKeeper keeper, long maxUnpacked) {
        this.active = active;
        this.keeper = keeper;
        this.maxUnpacked = maxUnpacked;
    }

    @Override
    public String configurationHash() {
        return active.hash();
    }

    @Override
    public void receive(byte[] frame) {
        // messages of other types are for data planes of other kinds
        Reconfigure.decode(frame, maxUnpacked).ifPresent(this::receive);
    }

    private void receive(Reconfigure push) {
        try {
            apply(push);
        } catch (EntityException | ConfigException refused) {
            LOG.error(
                    "unable to update running config: bad config received from control plane {}; configuration {} goes on serving",
                    refused.getMessage(),
                    active.hash());
        }
    }

    /**
     * Activates and keeps one, unless it is the one in use.
     *
     * @throws EntityException when it is invalid; everything stays as it was
     * @throws ConfigException when it cannot be served; everything stays as it was
     */
    void apply(Reconfigure push) {
        String hash = push.hashes().config();
        if (hash.equals(active.hash())) {
            LOG.debug("same config received from control plane, no need to reload");
            return;
        }
        long start = System.nanoTime();
        active.receive(push.configTable(), hash, Position.UNKNOWN);
        LOG.info("configuration {} received and applied in {} ms", hash, (System.nanoTime() - start) / 1_000_000);
        keeper.replace(push.configTable(), hash, Position.UNKNOWN);
    }
}
