package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.model.product.Product;
import io.gatehouse.proxy.activation.Activations;
import io.gatehouse.proxy.activation.ActiveConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.cache.Position;
import java.util.Optional;
import java.util.function.Consumer;

/** What this node is, what it serves requests with, and what it keeps of that for its next start. */
public final class ConfigurationGauges implements Consumer<ExpositionText> {
    private final String nodeId;
    private final ActiveConfiguration active;
    private final Optional<ConfigCache> cache;

    public ConfigurationGauges(String nodeId, ActiveConfiguration active, Optional<ConfigCache> cache) {
        this.nodeId = nodeId;
        this.active = active;
        this.cache = cache;
    }

    @Override
    public void accept(ExpositionText text) {
        text.gauge("node_info", "Version of this node")
                .sample(1, "node_id", nodeId, "version", Product.COMPATIBLE_VERSION);
        text.gauge("datastore_reachable", "1, as this node needs no database").sample(1);
        text.gauge("configuration_info", "Hash of the configuration in use").sample(1, "hash", active.hash());
        Activations activations = active.activations();
        text.counter("configuration_changes_total", "Configurations, and changes of them, by what became of them")
                .sample(activations.applied(), "result", "applied")
                .sample(activations.refused(), "result", "refused");
        text.gauge("configuration_applied_timestamp", "When one came into force last, in epoch seconds; 0 for never")
                .sample(activations.lastMillis() / 1000);
        Position position = active.position();
        if (!position.equals(Position.UNKNOWN)) {
            text.gauge(
                            "configuration_revision",
                            "Number of the control plane's last change in the configuration in use")
                    .sample(position.revision());
        }
        cache.ifPresent(kept -> text.gauge("configuration_cache_bytes", "Size of the configuration cache on the disk")
                .sample(kept.bytes()));
    }
}
