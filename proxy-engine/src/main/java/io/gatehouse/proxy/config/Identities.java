package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.proxy.identity.ConsumerTable;
import io.gatehouse.proxy.identity.CredentialTable;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Consumers and credentials of one configuration. Immutable; a changed copy keeps what did not change.
 */
final class Identities {
    private final CompiledRows<Consumer> consumerRows;
    private final Map<String, CompiledRows<ObjectNode>> credentialRows;
    private final ConsumerTable consumers;
    private final CredentialTable credentials;

    private Identities(
            CompiledRows<Consumer> consumerRows,
            Map<String, CompiledRows<ObjectNode>> credentialRows,
            ConsumerTable consumers,
            CredentialTable credentials) {
        this.consumerRows = consumerRows;
        this.credentialRows = credentialRows;
        this.consumers = consumers;
        this.credentials = credentials;
    }

    static Identities empty(Collection<CredentialIndex> indexes, Clock clock) {
        CredentialTable credentials = CredentialTable.empty(indexes, clock);
        Map<String, CompiledRows<ObjectNode>> rows = new HashMap<>();
        credentials.entities().forEach(entity -> rows.put(entity, CompiledRows.empty(entity)));
        return new Identities(CompiledRows.empty("consumers"), rows, ConsumerTable.EMPTY, credentials);
    }

    Identities with(ConfigTable table) {
        CompiledRows<Consumer> nextConsumers = consumerRows.with(
                table.rows("consumers"),
                (row, before) -> new Consumer(row.id(), row.text("username"), row.text("custom_id"), row.document()));
        Map<String, CompiledRows<ObjectNode>> nextRows = new HashMap<>(credentialRows);
        CredentialTable nextCredentials = credentials;
        for (String entity : credentialRows.keySet()) {
            CompiledRows<ObjectNode> rows =
                    credentialRows.get(entity).with(table.rows(entity), (row, before) -> row.document());
            nextRows.put(entity, rows);
            if (rows.changed()) {
                nextCredentials = nextCredentials.with(entity, rows.removed(), rows.added());
            }
        }
        return new Identities(
                nextConsumers,
                nextRows,
                nextConsumers.changed() ? consumers.with(nextConsumers.removed(), nextConsumers.added()) : consumers,
                nextCredentials);
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        consumerRows.settle();
        credentialRows.values().forEach(CompiledRows::settle);
    }

    ConsumerTable consumers() {
        return consumers;
    }

    CredentialTable credentials() {
        return credentials;
    }
}
