package io.gatehouse.cluster.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.SyncStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The row that a data plane has in the registry.
 *
 * @param configHash hash of the configuration it runs, 32 characters; zeros when it has none
 * @param labels its labels as announced
 * @param lastSeen its last ping, or the connect time before the first
 * @param delivery what became of the configurations it got, as the Admin API shows it; empty for one that does not report
 */
public record DataPlaneRecord(
        UUID id,
        String hostname,
        String ip,
        String version,
        String configHash,
        SyncStatus syncStatus,
        Map<String, String> labels,
        Optional<Instant> certificateExpiry,
        List<String> rpcCapabilities,
        Instant lastSeen,
        Optional<ObjectNode> delivery) {

    /** The same with what the data plane can do on the JSON-RPC link. */
    public DataPlaneRecord withRpcCapabilities(List<String> capabilities) {
        return new DataPlaneRecord(
                id,
                hostname,
                ip,
                version,
                configHash,
                syncStatus,
                labels,
                certificateExpiry,
                capabilities,
                lastSeen,
                delivery);
    }
}
