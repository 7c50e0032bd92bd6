package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.rpc.SyncAnswer;
import io.gatehouse.model.link.rpc.SyncDelta;
import io.gatehouse.model.link.rpc.SyncVersion;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.link.rpc.SyncReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what a control plane answers on the JSON-RPC link: validated together with the rows in use, then served, then kept.
 * What is refused is neither served nor kept, and is asked for again. The hash of such a configuration is its version.
 *
 * <p>Confined to the thread that applies configurations.
 */
public final class SyncedConfiguration implements SyncReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(SyncedConfiguration.class);

    private final ActiveConfiguration active;
    private final ConfigurationKeeper keeper;

    public SyncedConfiguration(ActiveConfiguration active, ConfigurationKeeper keeper) {
        this.active = active;
        this.keeper = keeper;
    }

    @Override
    public long version() {
        return SyncVersion.ofHash(active.hash());
    }

    @Override
    public boolean apply(SyncAnswer answer) {
        long start = System.nanoTime();
        // of several for one row the last counts
        Map<String, Change> lastOfEach = new LinkedHashMap<>();
        answer.deltas().forEach(delta -> lastOfEach.put(delta.type() + ' ' + delta.key(), change(delta)));
        List<Change> changes = List.copyOf(lastOfEach.values());
        String hash = SyncVersion.asHash(answer.version());
        Position position = new Position(answer.version(), hash);
        try {
            if (answer.wipe()) {
                ObjectNode everything = ConfigTable.empty().with(changes).toDocument();
                active.receive(everything, hash, position);
                keeper.replace(everything, active.hash(), position);
            } else {
                active.change(changes, position);
                keeper.update(changes, active);
            }
        } catch (EntityException | ConfigException refused) {
            LOG.error(
                    "unable to update running config: bad config received from control plane {}; configuration {} goes on"
                            + " serving",
                    refused.getMessage(),
                    active.hash());
            return false;
        }
        LOG.info(
                "version {} applied: {} {} in {} ms",
                answer.version(),
                changes.size(),
                answer.wipe() ? "rows" : "changed rows",
                (System.nanoTime() - start) / 1_000_000);
        return true;
    }

    @Override
    public void rest() {
        keeper.rest();
    }

    private static Change change(SyncDelta delta) {
        return delta.entity()
                .map(row -> Change.upsert(delta.type(), flat(row)))
                .orElseGet(() -> Change.delete(delta.type(), delta.key()));
    }

    /** Foreign keys travel as objects on this link, and are plain ids everywhere else. */
    private static ObjectNode flat(ObjectNode row) {
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            JsonNode value = field.getValue();
            if (value.isObject() && value.size() == 1 && value.path("id").isTextual()) {
                field.setValue(value.get("id"));
            }
        }
        return row;
    }
}
