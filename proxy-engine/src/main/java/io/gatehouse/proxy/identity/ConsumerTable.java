package io.gatehouse.proxy.identity;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.proxy.text.TextTable;
import java.util.Collection;
import java.util.Optional;

/** Consumers of one configuration by id, user name and custom id. Immutable; a changed copy shares what did not change. */
public final class ConsumerTable {
    public static final ConsumerTable EMPTY =
            new ConsumerTable(TextTable.empty(), TextTable.empty(), TextTable.empty());

    private final TextTable<Consumer> byId;
    private final TextTable<Consumer> byUsername;
    private final TextTable<Consumer> byCustomId;

    private ConsumerTable(TextTable<Consumer> byId, TextTable<Consumer> byUsername, TextTable<Consumer> byCustomId) {
        this.byId = byId;
        this.byUsername = byUsername;
        this.byCustomId = byCustomId;
    }

    /** A changed copy. */
    public ConsumerTable with(Collection<Consumer> removed, Collection<Consumer> added) {
        TextTable.Edit<Consumer> ids = byId.edit();
        TextTable.Edit<Consumer> usernames = byUsername.edit();
        TextTable.Edit<Consumer> customIds = byCustomId.edit();
        for (Consumer consumer : removed) {
            ids.put(consumer.id(), null);
            consumer.username().ifPresent(name -> usernames.put(name, null));
            consumer.customId().ifPresent(id -> customIds.put(id, null));
        }
        for (Consumer consumer : added) {
            ids.put(consumer.id(), consumer);
            consumer.username().ifPresent(name -> usernames.put(name, consumer));
            consumer.customId().ifPresent(id -> customIds.put(id, consumer));
        }
        return new ConsumerTable(ids.table(), usernames.table(), customIds.table());
    }

    public Optional<Consumer> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Consumer> byUsername(String username) {
        return Optional.ofNullable(byUsername.get(username));
    }

    public Optional<Consumer> byCustomId(String customId) {
        return Optional.ofNullable(byCustomId.get(customId));
    }

    public int size() {
        return byId.size();
    }
}
