package io.gatehouse.admin.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.session.DataPlaneRegistry;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.link.SyncStatus;
import io.gatehouse.model.metrics.ExpositionText;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/** The gauges that tell of each data plane of the cluster. */
final class DataPlaneMetrics {
    private static final int PAGE = 1000;

    /** States of a data plane that this control plane has no configuration for. */
    private static final Set<String> INCOMPATIBLE = Set.of(
            SyncStatus.KONG_VERSION_INCOMPATIBLE.value(),
            SyncStatus.PLUGIN_SET_INCOMPATIBLE.value(),
            SyncStatus.PLUGIN_VERSION_INCOMPATIBLE.value());

    private final ExpositionText.Family lastSeen;
    private final ExpositionText.Family configHash;
    private final ExpositionText.Family compatible;

    DataPlaneMetrics(ExpositionText text) {
        lastSeen = text.gauge("data_plane_last_seen", "When the data plane was heard of, in epoch seconds");
        configHash = text.gauge("data_plane_config_hash", "Hash of the configuration it runs, as a number");
        compatible = text.gauge("data_plane_version_compatible", "Whether it can run the configuration: 1, or 0");
    }

    void add(DataPlaneRegistry registry) {
        Optional<String> offset = Optional.empty();
        do {
            Page page = registry.page(PAGE, offset);
            page.data().forEach(this::add);
            offset = page.offset();
        } while (offset.isPresent());
    }

    void add(ObjectNode row) {
        String[] labels = {
            "node_id", row.path("id").asText(),
            "hostname", row.path("hostname").asText(),
            "ip", row.path("ip").asText()
        };
        lastSeen.sample(row.path("last_seen").asDouble(), labels);
        configHash.sample(number(row.path("config_hash").asText()), labels);
        compatible.sample(
                INCOMPATIBLE.contains(row.path("sync_status").asText()) ? 0 : 1,
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                labels[4],
                labels[5],
                "kong_version",
                row.path("version").asText());
    }

    private static double number(String hash) {
        return hash.matches("[0-9a-fA-F]+") ? new BigInteger(hash, 16).doubleValue() : 0;
    }
}
